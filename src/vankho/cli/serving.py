"""The files we serve, gathered under hashed names when something about them has changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command


def collect() -> None:
    """Gather static files into one folder; nothing is done when they are what they were."""
    target = Path(settings.STATIC_ROOT)
    stamp, fresh = target / ".stamp", _fingerprint()
    if stamp.exists() and stamp.read_text() == fresh:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(fresh)


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for finder in finders.get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            digest.update(f"{name} {storage.size(name)} {storage.get_modified_time(name)}\n".encode())
    return digest.hexdigest()
