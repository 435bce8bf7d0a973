from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ConfigApp(AppConfig):
    name = "vankho.config"

    def ready(self) -> None:
        """Once every room is loaded, their rules, followers and jobs make themselves known."""
        autodiscover_modules("policy", "followers", "tasks", "checks")
