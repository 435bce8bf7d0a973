from django.apps import AppConfig


class DigitisationApp(AppConfig):
    name = "vankho.digitisation"
