from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import autodiscover_modules

from vankho.cli import logs


class ConfigApp(AppConfig):
    name = "vankho.config"

    def ready(self) -> None:
        """Once every room is loaded, their rules, followers and jobs make themselves known."""
        logs.set_up(settings.OFFICE.log_level)
        autodiscover_modules("policy", "followers", "tasks", "checks")
