"""Tiếng Việt của việc bảo vệ bí mật nhà nước."""

ERRORS = {
    "secrecy.already_closed": "Sự việc này đã được xử lý trước đó. Không có gì thay đổi. Hãy mở lại danh sách.",
    "secrecy.not_picked_up": (
        "Chỉ xóa tệp niêm phong sau khi đã lấy gói và ghi rõ người nhận. Tệp vẫn nguyên niêm phong."
    ),
}
