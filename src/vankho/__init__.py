"""Văn Khố: the records office and the archives of Vietnamese offices."""

__version__ = "0.1.0"
