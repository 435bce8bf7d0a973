"""From the words of a paper and where they stand to the facts a records officer enters in the register.

Layout first (two header blocks, title, foot), grammar second, word lists third. A field that is not sure is left out or
has a confidence below 0.9: a wrong value entered with confidence costs more than one left for the clerk.
"""

from vankho.formats.fields.extraction import extract_fields

__all__ = ["extract_fields"]
