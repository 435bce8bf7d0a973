"""Locking a small secret (a private key) with a pass phrase.

Argon2id with 64 MiB rather than age's scrypt, which tunes itself to the machine and took over a gigabyte: an office's
old PC could then not open what a new one had locked.
"""

from __future__ import annotations

import os

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_MARK = b"VKP1"
_SALT, _NONCE = 16, 12


class DoesNotOpen(ValueError):
    """The pass phrase is another one, or the locked bytes were changed."""


def _key(pass_phrase: str, salt: bytes) -> bytes:
    return hash_secret_raw(
        pass_phrase.strip().encode(), salt, time_cost=3, memory_cost=64 * 1024, parallelism=1, hash_len=32, type=Type.ID
    )


def lock(secret: bytes, pass_phrase: str) -> bytes:
    """`secret` so that only the pass phrase opens it; two lockings never look alike."""
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    return _MARK + salt + nonce + AESGCM(_key(pass_phrase, salt)).encrypt(nonce, secret, _MARK)


def unlock(locked: bytes, pass_phrase: str) -> bytes:
    """The secret. Raises `DoesNotOpen`."""
    mark, rest = locked[: len(_MARK)], locked[len(_MARK) :]
    salt, nonce, sealed = rest[:_SALT], rest[_SALT : _SALT + _NONCE], rest[_SALT + _NONCE :]
    if mark != _MARK or len(nonce) < _NONCE:
        raise DoesNotOpen
    try:
        return AESGCM(_key(pass_phrase, salt)).decrypt(nonce, sealed, _MARK)
    except InvalidTag:
        raise DoesNotOpen from None
