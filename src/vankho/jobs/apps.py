from django.apps import AppConfig


class JobsApp(AppConfig):
    name = "vankho.jobs"
