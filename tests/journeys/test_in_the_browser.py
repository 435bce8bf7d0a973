"""The first journey as people do it: a real office, a real browser, the keyboard, from the scan to the printed book."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path

import pytest
from PIL import ImageDraw, ImageFont

from tests.cast import PASSWORD
from tests.formats.drawn_pages import scan_of, scanned_pdf, tiff_of
from tests.real_office import real_office
from vankho.lib.office import load

BROWSER = os.environ.get("VANKHO_CHROMIUM", "")
PICTURES = os.environ.get("VANKHO_SCREENSHOTS", "")
"""A folder to keep what the pages looked like, for people to judge."""

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not BROWSER, reason="no browser on this machine")]

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]
DESK = {"width": 1366, "height": 768}
PHONE = {"width": 375, "height": 800}
LETTER = (
    "TỈNH ỦY LAM SƠN",
    "Số 211-CV/TU",
    "V/v sắp xếp tổ chức bộ máy",
    "Kính gửi: các đảng ủy xã",
    "Đề nghị rà soát tổ chức bộ máy của từng cơ quan,",
    "sửa chữa đường thôn Đồi và báo cáo trước ngày 15.",
)
PEOPLE = """
import django; django.setup()
from tests.cast import everybody_in_post
everybody_in_post()
"""


def stamped() -> bytes:
    """A two-page grey TIFF whose second page carries a framed MẬT."""
    page = scan_of(("Số 07-BC/ĐU", "Phương án bảo vệ khu vực Hang Dơi")).copy()
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(load().build / "fonts" / "Tinos-Bold.ttf"), 64)
    box = pen.textbbox((260, 420), "MẬT", font=font)
    pen.text((260, 420), "MẬT", font=font, fill=60)
    pen.rectangle((box[0] - 24, box[1] - 18, box[2] + 24, box[3] + 18), outline=60, width=6)
    return tiff_of(scan_of(LETTER), page)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Web and worker of an office with the permanent cast, started as an operator starts them."""
    folder = tmp_path_factory.mktemp("office")
    port = free_port()
    with real_office(folder, os.environ.get("VANKHO_TEST_DATABASE", "")) as office:
        done = office.do("-c", PEOPLE)
        assert done.returncode == 0, done.stderr
        (folder / "OPENED").touch()
        running = office.start("-m", "vankho", "run", "--office", str(folder), "--port", str(port))
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            running.terminate()
            running.wait(30)


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError("the office did not open")


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def sits_down(chromium, address):
    """`sits_down("lan")`: a page in which she has signed in, at a desk or with a phone."""
    open_pages = []

    def sit(name: str, viewport=DESK):
        page = chromium.new_context(viewport=viewport, accept_downloads=True, base_url=address).new_page()
        page.set_default_timeout(60_000)
        open_pages.append(page)
        page.goto("/")
        page.fill("#id_username", name)
        page.fill("#id_password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_selector("h1:has-text('Việc của tôi')")
        return page

    yield sit
    for page in open_pages:
        page.context.close()


def has_no_faults(page) -> None:
    """axe finds nothing (WCAG 2.2 AA and best practice)."""
    page.evaluate((load().build / "test" / "axe.min.js").read_text())
    found = page.evaluate("axe.run()")
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found["violations"]] == []


def looked_at(page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"))


def until_read(page) -> None:
    for _ in range(120):
        told = page.inner_text("main")
        if "Chờ vào sổ" in told and "đang kiểm tra và đọc" not in told:
            return
        time.sleep(1)
    raise TimeoutError("the scans were not read")


def test_a_scan_becomes_a_line_a_task_a_file_and_is_found(sits_down):
    # 1. The clerk signs in and drops three files; the stamped one is stopped, the others go on.
    lan = sits_down("lan")
    has_no_faults(lan)
    lan.goto("/tiep-nhan")
    scan = scanned_pdf(scan_of(LETTER))
    files = [("cv-211.pdf", scan), ("lo-xam.tif", stamped()), ("hong.pdf", scan[: len(scan) // 3])]
    lan.set_input_files("input[type=file]", [{"name": n, "mimeType": "application/pdf", "buffer": d} for n, d in files])
    lan.wait_for_selector("text=Đã dừng: nghi có dấu mật")
    until_read(lan)
    tray = lan.inner_text("main")
    assert "lo-xam" not in tray
    assert "Hãy quét lại" in tray, "the broken file says what to do"
    has_no_faults(lan)
    looked_at(lan, "1-tiep-nhan")

    # 2. The form stands beside the scan, filled in; by keyboard alone it is entered and presented.
    presses = 0

    def press(key: str) -> None:
        nonlocal presses
        presses += len(key.split("+"))
        lan.keyboard.press(key)

    press("n")
    lan.wait_for_selector("#id_reference")
    assert lan.input_value("#id_reference") == "211-CV/TU"
    assert "sắp xếp tổ chức bộ máy" in lan.input_value("#id_subject")
    assert lan.input_value("#id_issuer") == "Tỉnh ủy Lam Sơn"
    has_no_faults(lan)
    looked_at(lan, "2-vao-so")
    for _ in range(6):
        press("F4")
    press("F9")
    lan.wait_for_selector("text=số đến 1")
    assert presses <= 12

    # 3. The leader decides on a phone, in the officer's favour.
    hung = sits_down("hung", PHONE)
    hung.click("text=211-CV/TU")
    hung.wait_for_selector("text=Việc của bạn: cho ý kiến")
    has_no_faults(hung)
    looked_at(hung, "3-cho-y-kien")
    hung.select_option("select[name=lead]", label="Trần Văn Minh, Chuyên viên")
    hung.fill("textarea[name=text]", "Giao đồng chí Minh tham mưu")
    hung.click("button:has-text('Duyệt, giao')")
    hung.wait_for_load_state("networkidle")

    # 4. The officer accepts, works, and files it in a new job file.
    minh = sits_down("minh")
    minh.click("text=211-CV/TU")
    minh.click("button:has-text('Tiếp nhận') >> nth=0")
    minh.wait_for_selector("input[name=how][value=new]")
    minh.check("input[name=how][value=new]")
    minh.fill("#f-code", "01.VP")
    minh.fill("#f-title", "Sắp xếp tổ chức bộ máy năm 2026")
    looked_at(minh, "4-ket-thuc")
    minh.click("button:has-text('Kết thúc') >> nth=-1")
    minh.wait_for_selector("text=Đã xong")
    minh.goto("/ho-so")
    minh.wait_for_selector("text=Sắp xếp tổ chức bộ máy năm 2026")
    has_no_faults(minh)

    # 5. Whoever may know finds it again, with and without marks, and sees the words on the page.
    lan.goto("/tim?q=to+chuc+bo+may")
    lan.wait_for_selector("mark")
    has_no_faults(lan)
    looked_at(lan, "5-tim")
    lan.goto("/tim?q=%C4%91%C6%B0%E1%BB%9Dng+th%C3%B4n")
    lan.click("main a:has-text('sắp xếp tổ chức')")
    lan.wait_for_selector("svg rect, svg.marks rect")
    looked_at(lan, "6-noi-dung")
    quan = sits_down("quan")
    quan.goto("/tim?q=to+chuc+bo+may")
    assert "211-CV/TU" not in quan.inner_text("main")
    assert quan.goto("/van-ban-den/2026/1").status == 404

    # 6. The custodian gets the stopped file back from its seal only with the pass phrase.
    kien = sits_down("kien")
    kien.goto("/niem-phong")
    kien.click("table.list a >> nth=0")
    kien.fill("#f-pass_phrase", "khong-phai-ma-nay")
    kien.click("text=Trả lại nguyên vẹn")
    kien.wait_for_selector("text=không đúng")
    has_no_faults(kien)
    looked_at(kien, "7-niem-phong")

    # 7. The book prints in the official columns, on screen and as PDF.
    lan.goto("/van-ban-den/in")
    assert "211-CV/TU" in lan.inner_text("main")
    looked_at(lan, "8-in-so")
    with lan.expect_download() as printed:
        lan.click("button:has-text('Tải PDF')")
    assert Path(printed.value.path()).read_bytes().startswith(b"%PDF")
