from django.apps import AppConfig


class SearchApp(AppConfig):
    name = "vankho.search"
