"""The permanent cast. Their names tell what a test proves.

At Đảng ủy xã Ngọc Sơn: Lan keeps the register, Hùng leads, Minh works, Thảo handles petitions, Kiên is the custodian,
An administers. At Đảng ủy xã Bình Lương Quân keeps the register: he must never see anything of Ngọc Sơn's. Tuyết
leads at Ngọc Sơn too, but is cleared one level too low for what is confidential; Hùng is cleared for it.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date

import pyrage
import pytest

from vankho.clearance.actor import Actor, system
from vankho.clearance.levels import Level
from vankho.formats import passphrase

SINCE = date(2025, 7, 1)
PASS_PHRASE = "mo-niem-phong-thu"
PASSWORD = "mat-khau-de-thu-nghiem"


@dataclass
class Cast:
    """People by first name; `agency` is Ngọc Sơn, `elsewhere` Bình Lương."""

    agency: object
    elsewhere: object
    province: object
    accounts: dict[str, object]

    def __getattr__(self, name: str) -> Actor:
        from vankho.orgs import queries as orgs

        try:
            return orgs.actor_for(self.__dict__["accounts"][name])
        except KeyError:
            raise AttributeError(name) from None

    def post(self, name: str):
        return next(iter(getattr(self, name).post_ids))


PEOPLE = {
    "lan": ("Nguyễn Thị Lan", "Văn thư", ("registry_clerk",)),
    "hung": ("Lê Văn Hùng", "Bí thư", ("leader",)),
    "tuyet": ("Phạm Thị Tuyết", "Phó Bí thư", ("leader",)),
    "hanh": ("Hoàng Thị Hạnh", "Chánh Văn phòng", ("office_head",)),
    "minh": ("Trần Văn Minh", "Chuyên viên", ("officer",)),
    "binh": ("Vũ Thanh Bình", "Chuyên viên", ("officer",)),
    "thao": ("Đỗ Thị Thảo", "Cán bộ tiếp dân", ("petition_officer",)),
    "kien": ("Ngô Trung Kiên", "Người quản lý bí mật nhà nước", ("secret_custodian",)),
    "an": ("Bùi Hòa An", "Quản trị", ("system_admin",)),
}


@pytest.fixture
def cast(db) -> Cast:
    return everybody_in_post()


def everybody_in_post() -> Cast:
    """Two communes under one province, with everybody in post since 1 July 2025."""
    from vankho.orgs import actions as orgs

    setup = system("setup")
    province = orgs.found_agency(setup, orgs.AgencyFacts("Tỉnh ủy Lam Sơn", "party", "province", symbol="TU"))
    agency, elsewhere = (
        orgs.found_agency(
            setup,
            orgs.AgencyFacts(
                name, "party", "commune", parent=province, symbol="ĐU", keeps_books=True, founded_on=SINCE
            ),
        )
        for name in ("Đảng ủy xã Ngọc Sơn", "Đảng ủy xã Bình Lương")
    )
    accounts = {}
    for login, (name, title, roles) in PEOPLE.items():
        accounts[login] = _person(setup, agency, login, name, title, roles)
    accounts["quan"] = _person(setup, elsewhere, "quan", "Đinh Công Quân", "Văn thư", ("registry_clerk", "office_head"))
    orgs.grant_clearance(setup, accounts["hung"].person, Level.CONFIDENTIAL, "Quyết định cử", SINCE)
    _give_sealing_keys(agency, elsewhere)
    return Cast(agency, elsewhere, province, accounts)


@functools.cache
def _sealing_pair() -> tuple[str, bytes]:
    """Locking a key takes a second on purpose: one for the whole run."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity.to_public()), passphrase.lock(str(identity).encode(), PASS_PHRASE)


def _give_sealing_keys(*agencies) -> None:
    from vankho.orgs.models import SealingKey

    recipient, locked = _sealing_pair()
    for agency in agencies:
        SealingKey.objects.create(agency=agency, recipient=recipient, locked_identity=locked, valid_from=SINCE)


def _person(setup: Actor, agency, login: str, name: str, title: str, roles: tuple[str, ...]):
    from vankho.orgs import actions as orgs

    order = 10 if "leader" in roles else 50
    held = orgs.appoint(setup, agency, name, orgs.PostFacts(title, roles, order=order), SINCE)
    account, _ = orgs.open_account(setup, held.person, login)
    account.set_password(PASSWORD)
    account.must_change_password = False
    account.save()
    return account


@pytest.fixture
def signed_in(cast, client):
    """`signed_in("lan")` is a browser in which Lan has signed in."""

    def sign_in(name: str):
        client.force_login(cast.accounts[name])
        return client

    return sign_in
