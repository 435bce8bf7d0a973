from django.apps import AppConfig


class CasefilesApp(AppConfig):
    name = "vankho.casefiles"
