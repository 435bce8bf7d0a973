"""Tiếng Việt của khay tiếp nhận và phiếu vào sổ."""

SOURCES = {"upload": "Gửi lên", "watch_folder": "Thư mục máy quét"}

STATES = {
    "waiting": "Chờ đọc",
    "reading": "Đang kiểm tra, đọc",
    "failed": "Máy đọc dừng giữa chừng",
    "ready": "Chờ vào sổ",
    "refused": "Không nhận được",
}

STOPPED = "Đã dừng: nghi có dấu mật — đã chuyển người quản lý bí mật nhà nước"

READING_FAILED = (
    "Máy đọc dừng giữa chừng. Tệp vẫn còn nguyên. Hãy bấm «Đọc lại»; nếu vẫn lỗi, báo quản trị số tham chiếu"
    " {reference}."
)

NOTHING_SENT = "Chưa chọn tệp nào. Hãy chọn tệp rồi bấm «Gửi»."
TOO_LARGE = (
    "Không nhận tệp «{name}»: lớn hơn {limit} MB. Chưa có gì của tệp này được lưu; các tệp khác vẫn được nhận."
    " Hãy quét lại với độ phân giải 300 dpi hoặc tách thành nhiều tệp."
)
ARRIVED = "Đã nhận {count} tệp. Các tệp đang được kiểm tra và đọc."
DISCARDED = "Đã bỏ tệp khỏi danh sách."
ALL_DISCARDED = "Đã bỏ {count} tệp không nhận được khỏi danh sách."
READING_AGAIN = "Tệp sẽ được đọc lại."
REFUSED_REASON = "Tệp không nhận được"

REGISTERED = "Đã vào sổ: số đến {number}."
REGISTERED_AND_PRESENTED = "Đã vào sổ: số đến {number} và trình đồng chí {leader}."
PAPER_ATTACHED = "Đã gắn bản giấy vào số đến {number}, không cấp số mới."
ENTERED_ALREADY = "Tệp này đã vào sổ, số đến {number}. Không có gì bị ghi hai lần."
QUEUE_EMPTY = "Không còn tệp nào chờ vào sổ."

DATE_FAULTS = {
    "date.unreadable": "Không hiểu ngày «{typed}». Hãy gõ như 5/3/2025 hoặc 05032025.",
    "date.no_such_day": "Không có ngày «{typed}».",
    "date.year_missing": "Ngày «{typed}» thiếu năm.",
}
NOT_A_NUMBER = "«{typed}» không phải là số trang."
NOT_OFFERED = "Hãy chọn một giá trị trong danh sách."
TOO_LONG = "Dài quá {longest} ký tự, sổ không ghi hết được."

MARKS = {"read": "gợi ý", "unsure": "chưa chắc", "missed": "chưa thấy"}
