from django.apps import AppConfig


class ClearanceApp(AppConfig):
    name = "vankho.clearance"
