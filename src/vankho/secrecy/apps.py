from django.apps import AppConfig


class SecrecyApp(AppConfig):
    name = "vankho.secrecy"
