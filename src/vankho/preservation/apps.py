from django.apps import AppConfig


class PreservationApp(AppConfig):
    name = "vankho.preservation"
