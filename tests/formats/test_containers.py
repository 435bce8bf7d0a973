"""Opening files: by content, within limits, and every hostile file ends as one clear sentence."""

from __future__ import annotations

import io
import random
import struct
import zlib

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.formats.drawn_pages import encoded, scan_of, scanned_pdf, text_pdf, tiff_of
from vankho.formats.containers import Limits, Refused, open_pages

SMALL = Image.new("L", (600, 800), 230)


def codes_of(opened):
    return [warning.code for warning in opened.warnings]


def refusal(data, name="thu.pdf", limits=None):
    with pytest.raises(Refused) as refused:
        open_pages(data, name, limits)
    assert "còn nguyên" in refused.value.fault.message
    return refused.value.code


def outcome(data, name="thu.pdf"):
    """The code of the refusal, or the opened file."""
    try:
        return open_pages(data, name)
    except Refused as refused:
        return refused.code


def changed(data, change):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


# -- what it is ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "media_type", "count"),
    [
        (encoded(SMALL, "JPEG"), "image/jpeg", 1),
        (encoded(SMALL, "PNG"), "image/png", 1),
        (tiff_of(SMALL, SMALL, SMALL), "image/tiff", 3),
        (scanned_pdf(SMALL, SMALL), "application/pdf", 2),
    ],
)
def test_type_comes_from_content_and_a_wrong_name_is_only_a_warning(data, media_type, count):
    opened = open_pages(data, "van-ban.docx")
    assert (opened.media_type, opened.count) == (media_type, count)
    assert codes_of(opened) == ["file.name_differs"]
    assert opened.page(0).pixels.shape[:2] == (800, 600)
    assert opened.page(0).dpi == pytest.approx(200, abs=2)


def test_a_bitonal_fax_page_opens_as_grey():
    opened = open_pages(encoded(SMALL.convert("1"), "TIFF", compression="group4"), "fax.tif")
    assert set(opened.page(0).pixels.ravel().tolist()) <= {0, 255}


def test_a_phone_photo_is_turned_as_its_flag_says():
    exif = Image.Exif()
    exif[0x0112] = 6
    opened = open_pages(encoded(SMALL, "JPEG", exif=exif), "anh.jpg")
    assert opened.page(0).pixels.shape[:2] == (600, 800)


def test_real_text_is_taken_from_the_pdf_with_its_places():
    page = open_pages(text_pdf(), "cv.pdf").page(0)
    assert "Số 214-CV/TU" in [line.text for line in page.text]
    height, width = page.pixels.shape[:2]
    for line in page.text:
        left, top, right, bottom = line.box
        assert 0 <= left < right <= width
        assert 0 <= top < bottom <= height


def test_a_scan_with_a_hidden_text_layer_is_read_as_a_picture():
    def hide_text(pdf):
        pdf.pages[0].contents_add(b"BT /F1 12 Tf 3 Tr 10 10 Td (hidden words that nobody can see) Tj ET")
        pdf.pages[0].obj.Resources.Font = pikepdf.Dictionary(
            F1=pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )

    assert open_pages(changed(scanned_pdf(scan_of()), hide_text), "cv.pdf").page(0).text is None


def test_names_with_broken_characters_are_printable_in_the_sentence():
    with pytest.raises(Refused) as refused:
        open_pages(b"", "a\udcff\n\x00<b>.pdf")
    refused.value.fault.message.encode("utf-8")
    assert "\n" not in refused.value.fault.message


# -- locked, active, repaired -------------------------------------------------------------------------------------


def test_a_user_password_is_asked_for():
    assert refusal(scanned_pdf(SMALL, encryption=pikepdf.Encryption(user="mo", owner="chu"))) == "file.needs_password"


def test_an_owner_lock_is_noted_and_the_file_is_read():
    locked = pikepdf.Encryption(user="", owner="chu", allow=pikepdf.Permissions(extract=False, print_highres=False))
    opened = open_pages(scanned_pdf(SMALL, encryption=locked), "a.pdf")
    assert codes_of(opened) == ["file.owner_locked"]
    assert opened.page(0) is not None


def test_script_and_attachment_are_flagged():
    def arm(pdf):
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.attachments["la.txt"] = b"x"

    assert codes_of(open_pages(changed(scanned_pdf(SMALL), arm), "a.pdf")) == [
        "file.active_content",
        "file.attachments",
    ]


def test_a_pdf_without_its_end_is_never_read_in_silence():
    whole = scanned_pdf(SMALL, SMALL)
    for cut in (len(whole) - 40, len(whole) * 9 // 10, len(whole) // 2, 30):
        opened = outcome(whole[:cut])
        assert opened in ("file.corrupt", "file.no_pages") or "file.repaired" in codes_of(opened)


def test_the_readable_pages_of_a_cut_tiff_are_kept_with_a_warning():
    whole = tiff_of(scan_of(), scan_of(), scan_of())
    opened = open_pages(whole[: len(whole) * 2 // 3], "a.tif")
    pages = [opened.page(index) for index in range(opened.count)]
    assert pages[0] is not None
    assert "file.pages_lost" in codes_of(opened)


# -- limits: judged before decoding -------------------------------------------------------------------------------


def forged_png(width, height):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(60000, 60000), (20000, 7000)])
def test_a_huge_png_is_refused_by_its_header(size):
    assert refusal(forged_png(*size), "a.png") == "file.page_too_large"


def test_a_huge_picture_inside_a_pdf_is_refused_before_it_is_unpacked():
    def swell(pdf):
        bomb = zlib.compress(zlib.compress(b"\0" * 4_000_000))
        image = pikepdf.Stream(pdf, bomb)
        image.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=40000,
            Height=40000,
            BitsPerComponent=1,
            ColorSpace=pikepdf.Name.DeviceGray,
            Filter=pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode]),
        )
        pdf.pages[0].obj.Resources.XObject["/Bomb"] = pdf.make_indirect(image)

    assert refusal(changed(scanned_pdf(SMALL), swell)) == "file.page_too_large"


def test_too_many_pages_are_refused():
    assert refusal(scanned_pdf(*[SMALL] * 6), limits=Limits(pages=5)) == "file.too_many_pages"
    assert refusal(tiff_of(*[SMALL] * 6), limits=Limits(pages=5)) == "file.too_many_pages"


def test_a_file_over_the_size_limit_is_refused():
    assert refusal(b"%PDF-" + b" " * 5000, limits=Limits(file_bytes=1000)) == "file.too_big"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file.empty"),
        (b"PK\x03\x04" + b"\0" * 100, "file.unknown_type"),
        (b"\xff\xd8\xff\xe0", "file.corrupt"),
        (b"II*\0\x08\0\0\0", "file.corrupt"),
        (b"\x89PNG\r\n\x1a\n", "file.corrupt"),
        (b"%PDF-1.7\n%%EOF", "file.corrupt"),
    ],
)
def test_what_holds_no_page_is_refused(data, code):
    assert refusal(data) == code


def test_a_tiff_whose_pages_run_in_a_circle_ends():
    first = struct.pack("<2sHI", b"II", 42, 8)
    tags = [(256, 3, 1, 8), (257, 3, 1, 8), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1)]
    tags += [(273, 4, 1, 200), (277, 3, 1, 1), (278, 3, 1, 8), (279, 4, 1, 64)]
    directory = struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", *tag) for tag in tags)
    circle = (first + directory + struct.pack("<I", 8)).ljust(200, b"\0") + b"\xff" * 64
    assert open_pages(circle, "a.tif").count == 1


def test_a_page_tree_that_bites_its_tail_is_refused():
    def knot(pdf):
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)

    with pikepdf.open(io.BytesIO(scanned_pdf(SMALL))) as pdf:
        knot(pdf)
        out = io.BytesIO()
        pdf.save(out, fix_metadata_version=False)
    opened = outcome(out.getvalue())
    assert opened == "file.corrupt" or opened.count <= 2


SOUND = [encoded(SMALL, "JPEG"), encoded(SMALL, "PNG"), tiff_of(SMALL, SMALL), scanned_pdf(SMALL), text_pdf()]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SOUND), st.integers(0, 2**32), st.booleans())
def test_damage_anywhere_is_an_answer_and_never_an_exception(data, seed, cut):
    chance = random.Random(seed)
    damaged = bytearray(data[: chance.randrange(1, len(data))] if cut else data)
    for _ in range(chance.randrange(1, 12)):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    opened = outcome(bytes(damaged))
    if isinstance(opened, str):
        assert opened.startswith("file.")
        return
    for index in range(opened.count):
        opened.page(index)
    opened.close()
