from django.apps import AppConfig


class LedgerApp(AppConfig):
    name = "vankho.ledger"
