"""Tiếng Việt của trang Việc của tôi."""

TASKS = {
    "present": "Trình lãnh đạo",
    "direct": "Cho ý kiến",
    "accept": "Tiếp nhận",
    "finish": "Xử lý, kết thúc",
    "finish_part": "Phối hợp",
    "enter": "Vào sổ",
    "incident": "Xét tệp dừng",
}

TABS = {
    "can-xu-ly": "Cần xử lý",
    "qua-han": "Quá hạn",
    "chua-xong": "Chưa xong",
    "hom-nay": "Đến hôm nay",
}

EMPTY = {
    "can-xu-ly": "Không có việc nào chờ bạn.",
    "qua-han": "Không có văn bản nào quá hạn.",
    "chua-xong": "Mọi văn bản đã xử lý xong.",
    "hom-nay": "Hôm nay chưa có văn bản đến nào.",
}


def waited(days: int) -> str:
    """How long a thing has waited."""
    return f"{days} ngày" if days > 0 else "hôm nay"
