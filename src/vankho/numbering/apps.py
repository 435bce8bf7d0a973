from django.apps import AppConfig


class NumberingApp(AppConfig):
    name = "vankho.numbering"
