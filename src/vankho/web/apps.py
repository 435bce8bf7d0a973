from django.apps import AppConfig


class WebApp(AppConfig):
    name = "vankho.web"
