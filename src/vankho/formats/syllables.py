"""Is this Vietnamese? Judged by how a syllable is built (onset, rhyme, tone), so it needs no word list.

The tables follow the spelling taught in schools; both places of the tone mark (hoà, hòa) are the same syllable here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_STOPPED_TONES = {"\u0301", "\u0323"}  # a syllable ending in c, ch, p, t carries sắc or nặng and no other tone
_ONSETS = (
    "ngh ng nh gh gi kh ch ph qu th tr b c d đ g h k l m n p r s t v x".split()  # noqa: SIM905 - a table to read
)
_RHYMES = frozenset(
    """
    a ai ao au ay am an ang anh ac ach ap at ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e em en eng eo ec ep et ê êch êm ên ênh êp êt êu êng
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu y yêm yên yêng yêt yêu
    o oc oi om on ong op ot oong ooc oa oai oao oay oam oan oang oanh oac oach oap oat
    oăc oăm oăn oăng oăt oe oen oeo oet ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uc ui um un ung up ut uê uêch uênh uy uya uych uynh uyt uyu uyên uyêt
    uân uâng uât uây uôc uôi uôm uôn uông uôt uơ
    ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
    """.split()  # noqa: SIM905 - a table to read
)
_FRONT = "eêiy"
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=50_000)
def is_syllable(word: str) -> bool:
    """Whether a run of letters is a possible Vietnamese syllable."""
    bare: list[str] = []
    tones: list[str] = []
    for character in unicodedata.normalize("NFD", word.casefold()):
        (tones if character in _TONES else bare).append(character)
    if len(tones) > 1:
        return False
    letters = unicodedata.normalize("NFC", "".join(bare))
    stopped = letters.endswith(("c", "ch", "p", "t"))
    if stopped and (not tones or tones[0] not in _STOPPED_TONES):
        return False
    return any(_spelled(onset, letters[len(onset) :]) for onset in _onsets_of(letters))


def _onsets_of(letters: str) -> list[str]:
    return ["", *(onset for onset in _ONSETS if letters.startswith(onset))]


def _spelled(onset: str, rhyme: str) -> bool:
    """Onset and rhyme may stand together: k, gh, ngh before e, ê, i, y only; c, g, ng never before e, ê."""
    if rhyme not in _RHYMES and not (onset == "qu" and "u" + rhyme in _RHYMES):
        return False
    if onset in ("k", "gh", "ngh"):
        return rhyme[0] in _FRONT
    if onset in ("c", "ng"):
        return rhyme[0] not in _FRONT
    if onset == "g":
        return rhyme[0] not in "eêy"
    return True


def plausibility(text: str) -> float:
    """0.0 to 1.0: the share of letters that stand in possible syllables; 0.5 when there is nothing to judge.

    Abbreviations in capitals (UBND, HĐND) are neither for nor against.
    """
    good = judged = 0.0
    for word in _WORD.findall(text):
        possible = is_syllable(word)
        if not possible and word.isupper() and len(word) <= 6:
            continue
        weight = len(word) if len(word) > 1 else 0.5
        judged += weight
        good += weight if possible else 0
    return good / judged if judged else 0.5
