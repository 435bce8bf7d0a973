"""Tiếng Việt của hồ sơ công việc."""

STATES = {"open": "Đang mở", "closed": "Đã kết thúc"}

FAULTS = {
    "code": "Chưa có số, ký hiệu hồ sơ.",
    "title": "Chưa có tiêu đề hồ sơ.",
    "retention": "Chưa có thời hạn bảo quản.",
    "file": "Chưa chọn hồ sơ.",
    "no_file_reason": "Chưa ghi lý do không cần lập hồ sơ.",
}

RETENTIONS = ("Vĩnh viễn", "70 năm", "50 năm", "20 năm", "10 năm", "5 năm", "2 năm")
"""Periods offered while typing; what the file plan says counts."""

ERRORS = {
    "casefiles.incomplete": "Chưa mở được hồ sơ: còn {count} chỗ cần sửa. Những gì đã nhập vẫn giữ.",
    "casefiles.already_closed": (
        "Hồ sơ «{code}» đã kết thúc từ ngày {closed_on}. Không có gì thay đổi. Hãy mở lại danh sách hồ sơ."
    ),
    "casefiles.retention_missing": (
        "Hồ sơ «{code}» chưa có thời hạn bảo quản nên chưa kết thúc được. Chưa có gì thay đổi. Hãy ghi thời hạn rồi làm"
        " lại."
    ),
    "casefiles.file_closed": (
        "Hồ sơ «{code}» đã kết thúc ngày {closed_on}, không thêm văn bản được. Văn bản vẫn như cũ. Hãy chọn hồ sơ khác."
    ),
    "casefiles.code_taken": (
        "Năm {year} đã có hồ sơ mang số, ký hiệu «{code}». Chưa có gì được lưu. Hãy chọn số, ký hiệu khác."
    ),
    "casefiles.nothing_chosen": ("Cần chọn hồ sơ để lập, hoặc ghi lý do không cần lập hồ sơ. Văn bản vẫn như cũ."),
    "casefiles.file_empty": "Hồ sơ «{code}» chưa có văn bản nào nên chưa kết thúc được. Chưa có gì thay đổi.",
}
