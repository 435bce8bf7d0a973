import pytest

from vankho.formats.passphrase import DoesNotOpen, lock, unlock


def test_only_the_pass_phrase_opens_and_no_byte_may_change():
    locked = lock("khóa riêng".encode(), "mot-hai-ba")
    assert unlock(locked, "mot-hai-ba").decode() == "khóa riêng"
    for changed, phrase in ((locked, "mot-hai-bon"), (locked[:-1] + b"\0", "mot-hai-ba"), (b"", "mot-hai-ba")):
        with pytest.raises(DoesNotOpen):
            unlock(changed, phrase)
