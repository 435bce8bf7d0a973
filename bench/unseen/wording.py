"""Words of the test pages: the stock, sentences with figures filled in, dates, the two habits of tone marks."""

import datetime
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

STOCK = tomllib.loads((Path(__file__).parent / "stock.toml").read_text(encoding="utf-8"))
_OLD_TONES = {
    "òa": "oà",
    "óa": "oá",
    "ỏa": "oả",
    "õa": "oã",
    "ọa": "oạ",
    "òe": "oè",
    "óe": "oé",
    "ỏe": "oẻ",
    "õe": "oẽ",
    "ọe": "oẹ",
    "ùy": "uỳ",
    "úy": "uý",
    "ủy": "uỷ",
    "ũy": "uỹ",
    "ụy": "uỵ",
}
_NEW_TONE = re.compile("(" + "|".join(_OLD_TONES) + r")(?!\w)", re.IGNORECASE)


def old_tones(text: str) -> str:
    """`ủy, hòa` written as `uỷ, hoà`, in either case."""

    def swap(match: re.Match[str]) -> str:
        word = match[1]
        old = _OLD_TONES[word.lower()]
        return "".join(letter.upper() if was.isupper() else letter for letter, was in zip(old, word, strict=True))

    return _NEW_TONE.sub(swap, text)


def sentence_case(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


@dataclass
class Words:
    """Sentences for one document: its own topic with a few of a neighbour's, then, in a long one, other topics."""

    rng: Random
    era: str
    issued: datetime.date
    topic: dict = field(init=False)
    pile: list = field(default_factory=list)
    used: bool = False

    def __post_init__(self) -> None:
        self.topic = self.rng.choice([topic for topic in STOCK["topic"] if self.era in topic["eras"]])

    def place(self) -> str:
        return self.rng.choice(STOCK["places"])

    def person(self) -> str:
        return self.rng.choice(STOCK["people"])

    def date(self, within_days: int = 90) -> str:
        """A day after the issue date (before it when `within_days` is negative), in one of the three written forms."""
        sign = 1 if within_days > 0 else -1
        day = self.issued + sign * datetime.timedelta(days=self.rng.randint(5, abs(within_days)))
        return self.rng.choice(
            [f"{day.day}/{day.month}/{day.year}", f"{day.day:02}-{day.month}-{day.year}", long_date(day)]
        )

    def money(self) -> str:
        if self.era == "typewriter":
            return f"{self.rng.randint(2, 98) * 100} đồng"
        return self.rng.choice(
            [
                f"{self.rng.randint(11, 990)} triệu đồng",
                f"{self.rng.randint(1, 90)},{self.rng.randint(1, 9)} tỷ đồng",
                f"{self.rng.randint(2, 890)}.{self.rng.randint(100, 999)}.000 đồng",
            ]
        )

    def fill(self, pattern: str) -> str:
        """A pattern with its figures drawn."""
        draw = {
            "n": lambda: str(self.rng.randint(3, 97)),
            "k": lambda: f"{self.rng.randint(1, 64)}.{self.rng.randint(0, 999):03}",
            "p": lambda: f"{self.rng.randint(51, 99)},{self.rng.randint(1, 99)}%",
            "m": self.money,
            "d": self.date,
            "y": lambda: str(self.issued.year),
            "place": self.place,
            "who": self.person,
        }
        return re.sub(r"\{(\w+)\}", lambda match: draw[match[1]](), pattern)

    def sentence(self) -> str:
        """The next sentence of the pile."""
        if not self.pile:
            near = [topic for topic in STOCK["topic"] if self.era in topic["eras"] and topic is not self.topic]
            other = self.rng.sample(self.rng.choice(near)["sentences"], 3 if not self.used else 12)
            self.pile = other if self.used else [*self.topic["sentences"], *other]
            self.used = True
            self.rng.shuffle(self.pile)
        return self.fill(self.pile.pop())

    def subject(self) -> str:
        return self.fill(self.rng.choice(self.topic["subjects"]))


def long_date(day: datetime.date) -> str:
    """`05 tháng 02 năm 2026` with the padding of the rules: days below 10, months 1 and 2."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02} tháng {month} năm {day.year}"
