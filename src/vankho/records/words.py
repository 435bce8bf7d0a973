"""Tiếng Việt của văn thư: nhãn, trạng thái, câu báo lỗi."""

STATES = {
    "registered": "Đã vào sổ",
    "presented": "Chờ ý kiến",
    "directed": "Chờ tiếp nhận",
    "in_progress": "Đang xử lý",
    "done": "Đã xong",
}

FIELDS = {
    "issuer": "Tác giả",
    "issuer_superior": "Cơ quan cấp trên",
    "reference": "Số, ký hiệu",
    "issued_on": "Ngày văn bản",
    "received_on": "Ngày đến",
    "type_name": "Loại",
    "subject": "Trích yếu",
    "urgency": "Độ khẩn",
    "signatory": "Người ký",
    "mandate": "Quyền hạn ký",
    "signatory_title": "Chức vụ người ký",
    "recipients": "Nơi nhận",
    "page_count": "Số trang",
    "place": "Địa danh",
    "family": "Hệ thống",
    "note": "Ghi chú",
    "paper_number": "Số đến đã cấp trên giấy",
}

URGENCIES = {0: "Thường", 1: "Khẩn", 2: "Thượng khẩn", 3: "Hỏa tốc", 4: "Hỏa tốc hẹn giờ"}

PARTS = {"lead": "Chủ trì", "cooperating": "Phối hợp"}

FAMILIES = {"party": "Đảng", "state": "Nhà nước"}

FILE_KINDS = {"scan": "Bản quét", "paper_version": "Bản giấy", "direction": "Bút phê"}

STEPS = {
    "present": "Trình",
    "direct": "Cho ý kiến",
    "send_back": "Trả lại văn thư",
    "enter_written_direction": "Ghi bút phê",
    "accept": "Tiếp nhận",
    "return": "Trả lại",
    "finish_part": "Phối hợp xong",
    "finish": "Kết thúc",
    "correct": "Sửa",
    "attach_paper": "Gắn bản giấy",
}

HISTORY = {
    "records.incoming_registered": "Vào sổ số đến {number}.",
    "records.incoming_corrected": "Sửa thông tin văn bản.",
    "records.paper_version_attached": "Gắn bản giấy đến ngày {received_on}.",
    "records.presented": "Trình đồng chí {to} cho ý kiến.",
    "records.sent_back": "Trả lại văn thư.",
    "records.directed": "Giao đồng chí {lead} chủ trì.",
    "records.accepted": "Tiếp nhận ({part}).",
    "records.assignment_returned": "Trả lại phần việc ({part}).",
    "records.part_finished": "Phối hợp xong.",
    "records.done": "Kết thúc xử lý, lập vào hồ sơ.",
}
"""What the ledger told of a line, as a sentence; a value that was erased reads as «…»."""

HISTORY_BY_HAND = "Ghi bút phê của đồng chí {given_by}: giao đồng chí {lead} chủ trì."
HISTORY_NO_FILE = "Kết thúc xử lý, không lập hồ sơ."
HISTORY_UNKNOWN = "Thao tác khác trên văn bản."

HISTORY_VALUES = {
    **FIELDS,
    "proposal": "Đề xuất",
    "text": "Ý kiến",
    "cooperating": "Phối hợp",
    "due_on": "Hạn xử lý",
    "reason": "Lý do",
    "no_file_reason": "Lý do",
    "note": "Ghi chú",
}
"""Values worth a line of their own under the sentence; the others stand in it or are not for reading."""

PHRASES = ("Đồng ý.", "Giao {lead} tham mưu.", "Để biết.")
"""Directions leaders write most; {lead} is whoever is chosen to lead."""

INTAKE_STATES = {
    "arrived": "Đang kiểm tra, đọc",
    "ready": "Chờ vào sổ",
    "stopped": "Đã dừng, chuyển người quản lý BMNN",
    "refused": "Không đọc được",
    "registered": "Đã vào sổ",
    "diverted": "Đã chuyển đường riêng",
    "discarded": "Đã bỏ",
}

FAULTS = {
    "issuer_missing": "Chưa có tác giả (cơ quan ban hành).",
    "subject_missing": "Chưa có trích yếu.",
    "petition_missing": "Chưa có nội dung tóm tắt.",
    "received_in_future": "Ngày đến ở tương lai.",
    "issued_after_received": "Ngày văn bản sau ngày đến.",
    "received_missing": "Chưa có ngày đến.",
    "reason_missing": "Cần ghi lý do.",
    "first_number_wrong": "Số bắt đầu phải từ 1 trở lên.",
    "too_many_paper_numbers": "Mỗi lần khai nhiều nhất {most} số; hãy kiểm tra lại số cuối.",
    "not_cleared": "{name} chưa được phép biết tài liệu ở độ mật này.",
    "lead_missing": "Chưa chọn người chủ trì.",
    "lead_also_cooperating": "Người chủ trì không đồng thời là người phối hợp.",
    "due_before_received": "Hạn xử lý trước ngày đến.",
    "text_missing": "Chưa có ý kiến chỉ đạo.",
    "handed_to_missing": "Chưa ghi người nhận.",
    "given_in_future": "Ngày cho ý kiến ở tương lai.",
    "given_by_missing": "Chưa chọn người đã ghi ý kiến.",
    "presented_to_missing": "Chưa chọn người để trình.",
    "nothing_changed": "Chưa có chỗ nào được sửa.",
}

MATCHES = {
    "same_reference": "Cùng tác giả, số, ký hiệu và ngày",
    "same_bytes": "Cùng một tệp quét",
    "near_reference": "Cùng số, ký hiệu",
}

PETITION_KINDS = ("Đơn khiếu nại", "Đơn tố cáo", "Đơn kiến nghị, phản ánh", "Đơn đề nghị", "Thư")

DIVERSIONS = {
    "unopened": "Bì gửi đích danh, không bóc",
    "cipher_telegram": "Điện mật",
    "secret_envelope": "Bì có dấu A, B, C",
    "petition": "Đơn, thư",
}

ERRORS = {
    "records.incomplete": "Chưa vào sổ được: còn {count} chỗ cần sửa. Những gì đã nhập vẫn giữ, số đến chưa bị dùng.",
    "records.already_entered": "Việc này vừa được xử lý ở nơi khác. Không có gì bị ghi hai lần. Hãy mở lại danh sách.",
    "records.not_ready": (
        "Tệp này chưa đọc xong hoặc không vào sổ được. Chưa có gì thay đổi. Hãy chờ hoặc xem tình trạng."
    ),
    "records.step_not_allowed": (
        "Văn bản đang ở tình trạng «{state}» nên không làm được bước này. Chưa có gì thay đổi. Hãy mở lại văn bản."
    ),
    "records.nobody_there": (
        "Hiện không có ai giữ chức vụ cần thiết trong cơ quan. Chưa có gì thay đổi. Hãy đề nghị quản trị bổ sung."
    ),
    "records.above_ceiling": (
        "Máy này không được giữ văn bản có độ mật đó. Chưa có gì được lưu. Hãy chuyển giấy cho người quản lý bí mật"
        " nhà nước."
    ),
}


def due_in_words(days_left: int) -> str:
    """How far a deadline is, for beside its date."""
    if days_left < 0:
        return f"Quá hạn {-days_left} ngày"
    return f"Còn {days_left} ngày" if days_left else "Hạn hôm nay"
