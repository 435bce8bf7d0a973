"""Fields of invented papers laid out as the rules ask: what a records officer would enter, and no more than is sure."""

from dataclasses import replace

import pytest

from vankho.formats.fields import extract_fields
from vankho.formats.fields.lexicon import with_right_accents
from vankho.formats.reading import Line, PageReading, Word

WIDTH, HEIGHT = 2480, 3508
LETTER = 22
ROW = 62
LEFT, RIGHT, MIDDLE = 760, 1800, 1320


def line(text, centre, top, confidence=0.96):
    """A line of evenly wide letters set about `centre`."""
    start = centre - len(text) * LETTER // 2
    words = []
    for word in text.split(" "):
        words.append(Word(word, (start, top, start + len(word) * LETTER, top + 40), confidence))
        start += (len(word) + 1) * LETTER
    return Line(tuple(words))


def beside(*lines):
    """Pieces that OCR put on one line although they stand in two columns."""
    return Line(tuple(word for part in lines for word in part.words))


def paper(
    left,
    right,
    title=(),
    body=("Thực hiện chương trình công tác năm, đơn vị báo cáo kết quả như sau, kính trình",),
    foot=(),
):
    rows = []
    for number in range(max(len(left), len(right))):
        top = 280 + number * ROW
        parts = [line(left[number], LEFT, top)] if number < len(left) else []
        parts += [line(right[number], RIGHT, top)] if number < len(right) else []
        rows.append(beside(*parts))
    top = 280 + max(len(left), len(right)) * ROW + 80
    for text in title:
        rows.append(line(text, MIDDLE, top))
        top += ROW
    top += 90
    for text in body:
        rows.append(line(text, MIDDLE + 60, top))
        top += ROW
    top += 100
    for entry, signed in foot:
        parts = [line(entry, 420 + len(entry) * LETTER // 2, top)] if entry else []
        parts += [line(signed, 1850, top)] if signed else []
        rows.append(beside(*parts))
        top += ROW
    return PageReading(0, WIDTH, HEIGHT, tuple(rows))


PARTY_FOOT = (
    ("Nơi nhận:", "T/M BAN THƯỜNG VỤ"),
    ("- Các chi bộ trực thuộc,", "PHÓ BÍ THƯ"),
    ("- Lưu Văn phòng.", ""),
    ("", ""),
    ("", "Nguyễn Thị Hòa"),
)
PARTY_FOOT = tuple(row for row in PARTY_FOOT if any(row))


def party_plan():
    return paper(
        ["ĐẢNG BỘ TỈNH VĂN GIANG", "HUYỆN ỦY SƠN TRUNG", "*", "Số 58-KH/HU"],
        ["ĐẢNG CỘNG SẢN VIỆT NAM", "", "Sơn Trung, ngày 04 tháng 7 năm 2016"],
        ["KẾ HOẠCH", "trồng rừng phòng hộ ven suối năm 2016", "-----"],
        foot=PARTY_FOOT,
    )


def state_letter():
    return paper(
        ["UBND TỈNH VĂN GIANG", "SỞ NỘI VỤ", "Số: 1204/SNV-CCVC", "V/v cử cán bộ dự lớp bồi dưỡng"],
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Văn Giang, ngày 19 tháng 11 năm 2019"],
        ["Kính gửi: Các phòng chuyên môn"],
        foot=(
            ("Nơi nhận:", "KT. GIÁM ĐỐC"),
            ("- Như trên;", "PHÓ GIÁM ĐỐC"),
            ("- Lưu: VT, CCVC.", "Phan Quốc Khánh"),
        ),
    )


def values(page, least=0.0):
    return {name: field.value for name, field in extract_fields([page]).items() if field.confidence >= least}


def test_a_party_plan_is_read_as_it_stands():
    read = values(party_plan())
    assert read["so"] == "58"
    assert read["ky_hieu"] == "KH/HU"
    assert read["so_ky_hieu"] == "58-KH/HU"
    assert read["loai"] == "Kế hoạch"
    assert read["ngay"] == "2016-07-04"
    assert read["dia_danh"] == "Sơn Trung"
    assert read["co_quan_ban_hanh"] == "Huyện ủy Sơn Trung"
    assert read["co_quan_cap_tren"] == "Đảng bộ tỉnh Văn Giang"
    assert read["trich_yeu"] == "trồng rừng phòng hộ ven suối năm 2016"
    assert (read["quyen_han"], read["chuc_vu"], read["nguoi_ky"]) == (
        "T/M Ban Thường vụ",
        "Phó Bí thư",
        "Nguyễn Thị Hòa",
    )
    assert read["noi_nhan"] == ["Các chi bộ trực thuộc", "Lưu Văn phòng"]
    assert (read["family"], read["so_trang"]) == ("party", 1)


def test_a_state_letter_has_no_type_name_and_its_subject_under_the_number():
    read = values(state_letter())
    assert (read["so"], read["ky_hieu"], read["loai"]) == ("1204", "SNV-CCVC", "Công văn")
    assert read["trich_yeu"] == "cử cán bộ dự lớp bồi dưỡng"
    assert (read["co_quan_ban_hanh"], read["co_quan_cap_tren"]) == ("Sở Nội vụ", "UBND tỉnh Văn Giang")
    assert (read["quyen_han"], read["chuc_vu"], read["nguoi_ky"]) == ("KT. Giám đốc", "Phó Giám đốc", "Phan Quốc Khánh")
    assert read["family"] == "state"


def test_a_year_alone_on_the_last_line_belongs_to_the_subject_of_a_letter():
    letter = paper(
        ["HUYỆN ỦY SƠN TRUNG", "*", "Số 77-CV/HU", "về việc kết nạp đảng viên năm", "2012"],
        ["ĐẢNG CỘNG SẢN VIỆT NAM", "Sơn Trung, ngày 15 tháng 8 năm 2012"],
        ["Kính gửi: Các chi bộ trực thuộc,"],
    )
    assert values(letter)["trich_yeu"] == "về việc kết nạp đảng viên năm 2012"


def test_front_and_youth_union_are_told_from_state_and_party():
    front = paper(
        ["ỦY BAN MTTQ VIỆT NAM", "TỈNH VĂN GIANG", "BAN THƯỜNG TRỰC", "Số: 91/HD-MTTQ-BTT"],
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Văn Giang, ngày 10 tháng 3 năm 2020"],
        ["HƯỚNG DẪN", "tổ chức ngày hội đại đoàn kết"],
    )
    youth = paper(
        ["TỈNH ĐOÀN VĂN GIANG", "BCH ĐOÀN HUYỆN SƠN TRUNG", "***", "Số: 12-KH/ĐTN"],
        ["ĐOÀN TNCS HỒ CHÍ MINH", "", "Sơn Trung, ngày 10 tháng 3 năm 2020"],
        ["KẾ HOẠCH", "ra quân mùa hè tình nguyện"],
    )
    assert values(front)["family"] == "front"
    assert values(front)["co_quan_ban_hanh"] == "Ban Thường trực"
    assert values(front)["co_quan_cap_tren"] == "Ủy ban MTTQ Việt Nam tỉnh Văn Giang"
    assert values(youth)["family"] == "youth"
    assert values(youth)["co_quan_ban_hanh"] == "BCH Đoàn huyện Sơn Trung"


def test_party_and_state_punctuation_stay_apart():
    assert values(party_plan())["so_ky_hieu"] == "58-KH/HU"
    assert values(state_letter())["so_ky_hieu"] == "1204/SNV-CCVC"


def test_numbers_and_dates_in_the_text_are_citations():
    page = paper(
        ["HUYỆN ỦY SƠN TRUNG", "*"],
        ["ĐẢNG CỘNG SẢN VIỆT NAM"],
        ["BÁO CÁO", "kết quả sáu tháng đầu năm"],
        body=("Thực hiện Hướng dẫn số 03-HD/BTGDVTU, ngày 13 tháng 10 năm 2015 của Ban",),
    )
    read = values(page)
    assert "so" not in read
    assert "ngay" not in read


@pytest.mark.parametrize(
    ("before", "after", "field", "value"),
    [
        ("Số", "Sô", "so", "58"),
        ("Số", "S6", "so", "58"),
        ("58-KH/HU", "58 -KH/HU", "ky_hieu", "KH/HU"),
        ("HOẠCH", "HOACH", "loai", "Kế hoạch"),
        ("HUYỆN", "HUYÊN", "co_quan_ban_hanh", "Huyện ủy Sơn Trung"),
        ("tháng", "thảng", "ngay", "2016-07-04"),
        ("04", "O4", "ngay", "2016-07-04"),
        ("THƯỜNG", "THUỜNG", "quyen_han", "T/M Ban Thường vụ"),
    ],
)
def test_usual_misreadings_do_not_hide_a_field(before, after, field, value):
    assert values(with_words(party_plan(), before, after))[field] == value


def with_words(page, before, after, confidence=None):
    """The page as if OCR had read one word as another."""

    def changed(word):
        if word.text != before:
            return word
        return replace(word, text=after, confidence=confidence or word.confidence)

    return replace(page, lines=tuple(Line(tuple(changed(w) for w in item.words)) for item in page.lines))


def test_a_place_misread_once_is_set_right_by_the_date_line_and_the_text():
    page = paper(
        ["HUYỆN ỦY SƠN TRƯNG", "*", "Số 58-KH/HU"],
        ["ĐẢNG CỘNG SẢN VIỆT NAM", "Sơn Trung, ngày 04 tháng 7 năm 2016"],
        ["KẾ HOẠCH", "trồng rừng"],
        body=("Thực hiện nghị quyết, Huyện ủy Sơn Trung xây dựng kế hoạch như sau,", "nhân dân Sơn Trung cùng làm."),
    )
    organ = extract_fields([page])["co_quan_ban_hanh"]
    assert organ.value == "Huyện ủy Sơn Trung"
    assert organ.confidence < 0.9


def test_a_number_that_does_not_fit_the_printed_type_is_not_sure():
    read = extract_fields([with_words(party_plan(), "58-KH/HU", "58-BC/HU")])
    assert read["loai"].confidence < 0.9


@pytest.mark.parametrize("field", ["so", "ngay", "nguoi_ky", "trich_yeu"])
def test_a_doubtful_word_never_makes_a_sure_field(field):
    doubted = {"so": "58-KH/HU", "ngay": "04", "nguoi_ky": "Hòa", "trich_yeu": "rừng"}[field]
    page = with_words(party_plan(), doubted, doubted, confidence=0.5)
    assert extract_fields([page])[field].confidence < 0.9
    assert extract_fields([party_plan()])[field].confidence >= 0.9


def test_impossible_dates_are_not_read():
    assert "ngay" not in values(with_words(party_plan(), "04", "52"))


def test_a_day_with_a_lost_digit_is_not_sure():
    page = with_words(party_plan(), "04", "4")
    assert extract_fields([page])["ngay"].confidence < 0.9


def test_signature_comes_from_the_end_and_blank_pages_do_not_count():
    first = paper(
        ["HUYỆN ỦY SƠN TRUNG", "*", "Số 58-KH/HU"],
        ["ĐẢNG CỘNG SẢN VIỆT NAM", "Sơn Trung, ngày 04 tháng 7 năm 2016"],
        ["KẾ HOẠCH", "trồng rừng"],
    )
    blank = PageReading(1, WIDTH, HEIGHT, (), blank=True)
    last = replace(paper([], [], foot=PARTY_FOOT), image=2)
    read = extract_fields([first, blank, last])
    assert read["nguoi_ky"].value == "Nguyễn Thị Hòa"
    assert read["nguoi_ky"].page == 2
    assert read["so"].page == 0
    assert read["so_trang"].value == 2


def test_every_field_says_where_it_was_read():
    for name, field in extract_fields([party_plan()]).items():
        if name not in ("family", "so_trang"):
            assert field.boxes, name
            assert all(0 <= left < right <= WIDTH for left, _, right, _ in field.boxes), name


def test_urgency_and_secrecy_in_the_text_of_a_subject_are_no_marks():
    page = paper(
        ["HUYỆN ỦY SƠN TRUNG", "*", "Số 58-KH/HU"],
        ["ĐẢNG CỘNG SẢN VIỆT NAM", "Sơn Trung, ngày 04 tháng 7 năm 2016"],
        ["KẾ HOẠCH", "bảo vệ bí mật nhà nước, khẩn trương phòng dịch"],
    )
    assert not {"do_mat", "do_khan"} & set(values(page))


def test_an_urgency_stamp_that_was_read_is_given():
    page = party_plan()
    stamped = replace(page, lines=(*page.lines, line("HỎA TỐC", 380, 700)))
    assert values(stamped)["do_khan"] == "Hỏa tốc"


def test_nothing_readable_gives_no_field_but_the_page_count():
    empty = PageReading(0, WIDTH, HEIGHT, (), blank=True)
    assert set(extract_fields([empty])) == {"so_trang"}
    scrap = PageReading(0, WIDTH, HEIGHT, (line("~ ;: x", 500, 500, 0.1),))
    assert set(extract_fields([scrap])) == {"so_trang"}
    assert extract_fields([])["so_trang"].value == 0


@pytest.mark.parametrize(
    ("read", "confidence", "meant"),
    [
        ("các chỉ bộ trực thuộc", 0.8, "các chi bộ trực thuộc"),
        ("ỦY BẠN NHÂN DÂN", 0.8, "ỦY BAN NHÂN DÂN"),
        ("các chỉ bộ trực thuộc", 0.99, "các chỉ bộ trực thuộc"),
        ("đồng chí Nguyễn Văn Thu", 0.8, "đồng chí Nguyễn Văn Thu"),
        ("NGUYỄN VĂN THU", 0.8, "NGUYỄN VĂN THU"),
        ("việc chi tiêu trong năm", 0.8, "việc chi tiêu trong năm"),
    ],
)
def test_accents_are_set_right_in_doubtful_common_words_only(read, confidence, meant):
    words = tuple(Word(text, (0, 0, 10, 10), confidence) for text in read.split())
    assert with_right_accents(Line(words)).text == meant
