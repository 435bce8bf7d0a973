from django.apps import AppConfig


class OrgsApp(AppConfig):
    name = "vankho.orgs"
