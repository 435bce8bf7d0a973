"""Tiếng Việt của cửa kiểm soát quyền."""

from .levels import Level

LEVELS: dict[int, str] = {
    Level.OPEN: "Thường",
    Level.CONFIDENTIAL: "Mật",
    Level.SECRET: "Tối mật",
    Level.TOP_SECRET: "Tuyệt mật",
}

ERRORS = {
    "clearance.not_allowed": (
        "Bạn không có quyền làm việc này với chức vụ hiện tại. Chưa có gì thay đổi. Nếu đây là việc của bạn, hãy đề"
        " nghị chánh văn phòng giao quyền."
    ),
}
