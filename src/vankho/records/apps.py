from django.apps import AppConfig


class RecordsApp(AppConfig):
    name = "vankho.records"
