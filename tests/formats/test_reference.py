"""References to documents: every real form is read as what it is, and nothing written is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vankho.formats.reference import Scheme, Status, normalise, parse_reference, settle_with_type, type_names

PARTY = [
    ("399-QĐ/TW", "399", "QĐ", "TW", ""),
    ("57-NQ/TW", "57", "NQ", "TW", ""),
    ("09-QC/TW", "09", "QC", "TW", ""),
    ("05-HD/VPTW", "05", "HD", "VPTW", ""),
    ("15671-CV/VPTW", "15671", "CV", "VPTW", ""),
    ("01-QĐi/UBKTTW", "01", "QĐi", "UBKTTW", ""),
    ("25-HD/BCĐTW", "25", "HD", "BCĐTW", ""),
    ("Số 294-KH/TU", "294", "KH", "TU", ""),
    ("03-HD/BTGDVTU", "03", "HD", "BTGDVTU", ""),
    ("152-BC/ĐU", "152", "BC", "ĐU", ""),
    ("24-BS/UBKTTU", "24", "BS", "UBKTTU", ""),
    ("367-QĐ/TWĐTN-VP", "367", "QĐ", "TWĐTN", "VP"),
    ("27a-QĐ/TU", "27a", "QĐ", "TU", ""),
]

STATE = [
    ("16/KH-MTTQ-UB", Scheme.STATE, "16", "KH", None, "MTTQ", "UB"),
    ("933/QĐ-TLĐ", Scheme.STATE, "933", "QĐ", None, "TLĐ", ""),
    ("30/2020/NĐ-CP", Scheme.STATE_NORMATIVE, "30", "NĐ", 2020, "CP", ""),
    ("18/2025/TT-BNV", Scheme.STATE_NORMATIVE, "18", "TT", 2025, "BNV", ""),
    ("117/2025/QH15", Scheme.LAW, "117", "", 2025, "QH15", ""),
    ("757/NQ-UBTVQH15", Scheme.STATE, "757", "NQ", None, "UBTVQH15", ""),
    ("626/QĐ-VPCP", Scheme.STATE, "626", "QĐ", None, "VPCP", ""),
    ("03/VBHN-VPQH", Scheme.STATE, "03", "VBHN", None, "VPQH", ""),
    ("42/TTr-CAT-PA03", Scheme.STATE, "42", "TTr", None, "CAT", "PA03"),
    ("Số: 2663/VPCP-NC", Scheme.STATE_LETTER, "2663", "", None, "VPCP", "NC"),
    ("10495/UBND-CNXD", Scheme.STATE_LETTER, "10495", "", None, "UBND", "CNXD"),
]


@pytest.mark.parametrize(("raw", "number", "kind", "organ", "unit"), PARTY)
def test_a_party_reference_is_read_in_its_parts(raw, number, kind, organ, unit):
    [read] = parse_reference(raw)
    assert (read.scheme, read.status) == (Scheme.PARTY, Status.OK)
    assert (read.number, read.type, read.organ, read.unit) == (number, kind, organ, unit)
    assert str(read) == raw.removeprefix("Số ")


@pytest.mark.parametrize(("raw", "scheme", "number", "kind", "year", "organ", "unit"), STATE)
def test_a_state_reference_is_read_in_its_parts(raw, scheme, number, kind, year, organ, unit):
    read = parse_reference(raw)[0]
    assert (read.scheme, read.number, read.type, read.year) == (scheme, number, kind, year)
    assert (read.organ, read.unit) == (organ, unit)
    assert str(read) == raw.removeprefix("Số: ")


def test_an_abbreviation_of_a_type_and_of_an_organ_gives_both_readings():
    named, letter = parse_reference("2254/CT-CB")
    assert (named.type, letter.organ, letter.unit) == ("CT", "CT", "CB")


def test_the_printed_type_decides_between_the_readings():
    readings = parse_reference("2254/CT-BQP")
    assert {read.status for read in readings} == {Status.AMBIGUOUS}
    assert settle_with_type(readings, None)[0].scheme is Scheme.STATE_LETTER
    assert settle_with_type(readings, "CHỈ THỊ")[0].scheme is Scheme.STATE
    assert settle_with_type(readings, "Chỉ thị")[0].status is Status.OK


@pytest.mark.parametrize(
    "raw", ["31/QĐ-TW", "06/ĐU", "Số 5 BC/CB", "1836 QĐ/TWĐTN", "27-XX/TU", "", "không số", "12-/TU"]
)
def test_wrong_punctuation_is_flagged_and_kept(raw):
    readings = parse_reference(raw)
    assert {read.status for read in readings} == {Status.MALFORMED}
    assert all(read.raw == raw for read in readings)


def test_a_state_form_with_a_party_organ_offers_the_party_form():
    assert "31-QĐ/TW" in [str(read) for read in parse_reference("31/QĐ-TW")]


def test_look_alike_characters_are_the_same_reference():
    assert normalise("Số\u00a0:  127 – QÐ / TW ") == "127-QĐ/TW"
    assert str(parse_reference("127–QÐ/TW")[0]) == "127-QĐ/TW"


def test_the_party_abbreviation_of_decisions_stands_for_two_types():
    assert type_names(parse_reference("66-QĐ/TW")[0]) == ["Quyết định", "Quy định"]


NUMBERS = st.integers(min_value=1, max_value=99_999).map(lambda n: f"{n:02d}")
ORGANS = st.text(alphabet="ABCDĐGHKLMNPQSTUVXY", min_size=2, max_size=7)


@given(NUMBERS, st.sampled_from(["QĐ", "NQ", "CTr", "TTr", "KL", "CV", "BC"]), ORGANS)
def test_what_is_put_together_comes_apart_again(number, kind, organ):
    [read] = parse_reference(f"Số {number}-{kind}/{organ}")
    assert (read.number, read.type, read.organ, read.status) == (number, kind, organ, Status.OK)
    assert parse_reference(str(read))[0].symbol == read.symbol


@given(st.text(max_size=40))
def test_any_text_gives_a_reading_that_keeps_it(text):
    readings = parse_reference(text)
    assert readings
    assert all(read.raw == text for read in readings)


@given(st.text(max_size=40))
def test_normal_form_is_stable(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.from_regex(r"\A[1-9]\d{0,3}/(QĐ|KH|NQ|UBND|SNV)-[A-ZĐ]{2,5}\Z"), st.sampled_from(["–", "—", "‑"]))
def test_the_kind_of_dash_does_not_matter(raw, dash):
    dashed = parse_reference(raw.replace("-", dash))
    assert [str(read) for read in dashed] == [str(read) for read in parse_reference(raw)]
