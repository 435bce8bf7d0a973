"""Tiếng Việt của trang tìm."""

FACETS = {"year": "Năm đến", "type": "Loại văn bản", "issuer": "Tác giả"}

CHOSEN = {"year": "Năm {}", "type": "Loại: {}", "issuer": "Tác giả: {}"}

FOUND_IN_LINE = "Tìm thấy trong: thông tin vào sổ"
FOUND_BY_NUMBER = "Đúng số, ký hiệu hoặc số đến"


def found_on_pages(pages: list[int]) -> str:
    """Pages as people count them, from 1."""
    return f"Tìm thấy trong: nội dung quét, trang {', '.join(map(str, pages))}"
