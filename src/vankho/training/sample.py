"""The sample province of the practice office, and the first people of a real one. Every name is invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone

from vankho.clearance.actor import Actor, system
from vankho.clearance.levels import Level
from vankho.orgs import actions as orgs
from vankho.orgs.actions import AgencyFacts, PostFacts

if TYPE_CHECKING:
    from vankho.orgs.models import Agency

REORGANISED = date(2025, 7, 1)


@dataclass(frozen=True)
class Row:
    """What is printed once: a login with its password, or a sealing key's pass phrase."""

    agency: str
    login: str
    secret: str
    who: str


CLERK, HEAD, LEADER, OFFICER = "registry_clerk", "office_head", "leader", "officer"
UNIT_HEAD, PETITIONS, CUSTODIAN, ADMIN = "unit_head", "petition_officer", "secret_custodian", "system_admin"


@dataclass(frozen=True)
class Member:
    login: str
    name: str
    title: str
    roles: tuple[str, ...]
    order: int = 50


COMMUNE_PARTY = (
    ("bithu", "Bí thư", (LEADER,), 10),
    ("pbt", "Phó Bí thư Thường trực", (LEADER,), 20),
    ("cvp", "Chánh Văn phòng", (HEAD, PETITIONS), 30),
    ("vanthu", "Văn thư", (CLERK,), 60),
    ("xdd", "Trưởng Ban Xây dựng Đảng", (UNIT_HEAD, OFFICER), 40),
    ("chuyenvien", "Chuyên viên Văn phòng", (OFFICER,), 70),
    ("bmnn", "Người được giao quản lý bí mật nhà nước", (CUSTODIAN,), 80),
    ("quantri", "Quản trị hệ thống", (ADMIN,), 90),
)
FRONT = (
    ("chutich", "Chủ tịch", (LEADER,), 10),
    ("vanthu", "Văn thư", (CLERK, HEAD), 60),
    ("chuyenvien", "Chuyên viên", (OFFICER, PETITIONS), 70),
    ("bmnn", "Người được giao quản lý bí mật nhà nước", (CUSTODIAN,), 80),
)

OFFICES: tuple[
    tuple[str, str, str, str, str, tuple[tuple[str, str, tuple[str, ...], int], ...], tuple[str, ...]], ...
] = (
    (
        "tu",
        "Tỉnh ủy Lam Giang",
        "party",
        "province",
        "TU",
        COMMUNE_PARTY,
        (
            "Trịnh Quốc Bảo",
            "Lý Thị Vân Anh",
            "Phan Đức Long",
            "Mai Thị Thu Hà",
            "Đặng Hữu Nghĩa",
            "Cao Minh Trí",
            "Tạ Quang Huy",
            "Lương Thị Ngân",
        ),
    ),
    (
        "nl",
        "Đảng ủy xã Ngọc Lâm",
        "party",
        "commune",
        "ĐU",
        COMMUNE_PARTY,
        (
            "Lê Văn Hùng",
            "Phạm Thị Tuyết",
            "Hoàng Thị Hạnh",
            "Nguyễn Thị Lan",
            "Vũ Thanh Bình",
            "Trần Văn Minh",
            "Ngô Trung Kiên",
            "Bùi Hòa An",
        ),
    ),
    (
        "bs",
        "Đảng ủy xã Bình Sơn",
        "party",
        "commune",
        "ĐU",
        COMMUNE_PARTY,
        (
            "Hà Công Thành",
            "Quách Thị Mơ",
            "Đỗ Văn Sỹ",
            "Đinh Công Quân",
            "Bạch Thị Yến",
            "Lò Văn Pản",
            "Khuất Duy Tân",
            "Chu Thị Oanh",
        ),
    ),
    (
        "mt",
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Lam Giang",
        "front",
        "province",
        "MTTQ",
        FRONT,
        ("Nông Thị Sim", "Dương Thị Ánh", "Tống Khánh Duy", "Vi Văn Thái"),
    ),
)

COMMISSIONS = (
    ("Văn phòng Tỉnh ủy Lam Giang", "VPTU"),
    ("Ban Tổ chức Tỉnh ủy Lam Giang", "BTCTU"),
    ("Ủy ban Kiểm tra Tỉnh ủy Lam Giang", "UBKTTU"),
    ("Ban Tuyên giáo và Dân vận Tỉnh ủy Lam Giang", "BTGDVTU"),
    ("Ban Nội chính Tỉnh ủy Lam Giang", "BNCTU"),
)
"""The province's office and commissions, as issuers the registry knows."""

CENTRAL = (
    ("Ban Chấp hành Trung ương", "party", "TW"),
    ("Văn phòng Trung ương Đảng", "party", "VPTW"),
    ("Ban Tổ chức Trung ương", "party", "BTCTW"),
    ("Ủy ban Kiểm tra Trung ương", "party", "UBKTTW"),
    ("Chính phủ", "state", "CP"),
    ("Văn phòng Chính phủ", "state", "VPCP"),
    ("Bộ Nội vụ", "state", "BNV"),
)


def make_province() -> list[Row]:
    """One tỉnh ủy with its office and commissions, two communes, one Front committee, their people and terms."""
    actor = system("setup")
    for name, family, symbol in CENTRAL:
        orgs.found_agency(actor, AgencyFacts(name, family, "centre", symbol=symbol))
    province: Agency | None = None
    printed: list[Row] = []
    for prefix, name, family, rank, symbol, posts, people in OFFICES:
        above = province if rank == "commune" else None
        facts = AgencyFacts(name, family, rank, above, symbol, keeps_books=True, founded_on=REORGANISED)
        agency = orgs.found_agency(actor, facts)
        if symbol == "TU":
            province = agency
            for unit, unit_symbol in COMMISSIONS:
                orgs.found_agency(actor, AgencyFacts(unit, "party", "province", agency, unit_symbol))
        if family == "party":
            orgs.declare_term(actor, agency, "2025–2030", REORGANISED)
        members = [
            Member(f"{login}.{prefix}", person, title, roles, order)
            for (login, title, roles, order), person in zip(posts, people, strict=True)
        ]
        printed += _people(actor, agency, members)
    return printed


def _people(actor: Actor, agency: Agency, members: list[Member]) -> list[Row]:
    printed: list[Row] = []
    for member in members:
        facts = PostFacts(member.title, member.roles, order=member.order)
        held = orgs.appoint(actor, agency, member.name, facts, REORGANISED)
        _, password = orgs.open_account(actor, held.person, member.login, must_change=False)
        printed.append(Row(agency.name, member.login, password, f"{member.name}, {member.title}"))
        if CUSTODIAN in member.roles:
            orgs.grant_clearance(actor, held.person, Level.TOP_SECRET, "Dữ liệu tập huấn", REORGANISED)
    printed.append(_sealing_key(actor, agency, REORGANISED))
    return printed


def _sealing_key(actor: Actor, agency: Agency, since: date) -> Row:
    pass_phrase = orgs.random_pass_phrase()
    orgs.make_sealing_key(actor, agency, pass_phrase, since)
    return Row(agency.name, "mã mở niêm phong", pass_phrase, "giao cho người quản lý bí mật nhà nước")


def found_office(agency_name: str, family: str, rank: str, administrator: str) -> list[Row]:
    """A real office: the agency, its first administrator and its sealing key; otherwise empty."""
    actor, today = system("setup"), timezone.localdate()
    agency = orgs.found_agency(actor, AgencyFacts(agency_name, family, rank, keeps_books=True))
    title = "Quản trị hệ thống"
    held = orgs.appoint(actor, agency, administrator, PostFacts(title, (ADMIN,)), today)
    _, password = orgs.open_account(actor, held.person, "quantri")
    return [Row(agency.name, "quantri", password, f"{administrator}, {title}"), _sealing_key(actor, agency, today)]
