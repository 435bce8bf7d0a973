"""Tiếng Việt của văn thư: nhãn, trạng thái, câu báo lỗi."""

STATES = {
    "registered": "Đã vào sổ",
    "presented": "Chờ ý kiến",
    "directed": "Chờ tiếp nhận",
    "in_progress": "Đang xử lý",
    "done": "Đã xong",
}

INTAKE_STATES = {
    "arrived": "Đang kiểm tra, đọc",
    "ready": "Chờ vào sổ",
    "stopped": "Đã dừng, chuyển người quản lý BMNN",
    "refused": "Không đọc được",
    "registered": "Đã vào sổ",
    "diverted": "Đã chuyển đường riêng",
    "discarded": "Đã bỏ",
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

FAULTS = {
    "issuer_missing": "Chưa có tác giả (cơ quan ban hành).",
    "subject_missing": "Chưa có trích yếu.",
    "received_in_future": "Ngày đến ở tương lai.",
    "issued_after_received": "Ngày văn bản sau ngày đến.",
    "received_missing": "Chưa có ngày đến.",
    "reason_missing": "Cần ghi lý do.",
    "lead_missing": "Chưa chọn người chủ trì.",
    "lead_also_cooperating": "Người chủ trì không đồng thời là người phối hợp.",
    "due_before_received": "Hạn xử lý trước ngày đến.",
    "text_missing": "Chưa có ý kiến chỉ đạo.",
    "handed_to_missing": "Chưa ghi người nhận.",
}

MATCHES = {
    "same_reference": "Cùng tác giả, số, ký hiệu và ngày",
    "same_bytes": "Cùng một tệp quét",
    "near_reference": "Cùng số, ký hiệu",
}

ERRORS = {
    "records.incomplete": "Chưa vào sổ được: còn {count} chỗ cần sửa. Những gì đã nhập vẫn giữ, số đến chưa bị dùng.",
    "records.already_entered": "Tệp này vừa được xử lý ở nơi khác. Không có gì bị ghi hai lần. Hãy mở lại danh sách.",
    "records.not_ready": "Tệp này chưa đọc xong hoặc không vào sổ được. Chưa có gì thay đổi. Hãy chờ hoặc xem tình trạng.",
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
