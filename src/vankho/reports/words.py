"""Tiếng Việt của sổ và báo cáo in ra."""

ELSEWHERE = "Đăng ký tại sổ BMNN"
AWAITED = "Số đã cấp trên giấy, chờ nhập"
COVERED = "(không in trích yếu)"
PRACTICE = "DỮ LIỆU TẬP HUẤN"

COVER_YEAR = "Năm: {year}"
COVER_DAYS = "Từ ngày {first} đến ngày {last}"
COVER_NUMBERS = "Từ số {first} đến số {last}"
COVER_VOLUME = "Quyển số: {volume}"
PAGE_OF = "Trang"

CORRECTED_MARK = "*"
CORRECTED_NOTE = "* Dòng đã được sửa sau khi vào sổ; trước và sau khi sửa xem ở Diễn biến của văn bản."

RECEIPT = "{name} nhận trên máy {on}"
CLOSING = "Quyển này có {count} số, từ số {first} đến số {last}."
CLOSING_PROOF = "Khớp với nhật ký đến mục số {entry}, mã kiểm tra {digest}."
BASIS = "Mẫu sổ: {basis}."
SIGNERS = ("NGƯỜI IN SỔ", "NGƯỜI KIỂM TRA")
SIGN_HERE = "(Ký, ghi rõ họ tên)"

FAULTS = {
    "not_a_number": "Số phải là chữ số.",
    "not_a_day": "Chưa hiểu ngày này. Hãy gõ như 5/3/2025.",
    "turned_round": "Số hoặc ngày đầu đứng sau số hoặc ngày cuối.",
    "too_many": "Mỗi quyển in tối đa {most} số. Hãy chia thành nhiều quyển.",
    "nothing": "Không có số đến nào trong khoảng này.",
}

ERRORS = {
    "reports.no_such_part": "Chưa in được sổ: {fault} Không có gì thay đổi. Hãy chọn lại khoảng cần in.",
}
