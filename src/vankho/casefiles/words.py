"""Tiếng Việt của hồ sơ công việc."""

ERRORS = {
    "casefiles.file_closed": (
        "Hồ sơ «{code}» đã kết thúc ngày {closed_on}, không thêm văn bản được. Văn bản vẫn như cũ. Hãy chọn hồ sơ khác."
    ),
    "casefiles.code_taken": (
        "Năm {year} đã có hồ sơ mang số, ký hiệu «{code}». Chưa có gì được lưu. Hãy chọn số, ký hiệu khác."
    ),
    "casefiles.nothing_chosen": (
        "Cần chọn hồ sơ để lập, hoặc ghi lý do không cần lập hồ sơ. Văn bản vẫn như cũ."
    ),
    "casefiles.file_empty": "Hồ sơ «{code}» chưa có văn bản nào nên chưa kết thúc được. Chưa có gì thay đổi.",
}
