"""Tiếng Việt của cơ quan, người, chức vụ."""

FAMILIES = {
    "party": "Đảng",
    "state": "Nhà nước",
    "front": "Mặt trận Tổ quốc",
    "union": "Tổ chức chính trị - xã hội",
    "youth": "Đoàn Thanh niên",
}

RANKS = {
    "centre": "Trung ương",
    "province": "Cấp tỉnh",
    "district": "Cấp huyện (đến 30/6/2025)",
    "commune": "Cấp xã",
    "base": "Cơ sở",
    "unit": "Đơn vị trong cơ quan",
}

ROLES = {
    "registry_clerk": "Văn thư cơ quan: tiếp nhận, vào sổ, trình",
    "office_head": "Chánh văn phòng: phân phối, theo dõi",
    "leader": "Lãnh đạo: cho ý kiến chỉ đạo",
    "unit_head": "Trưởng đơn vị",
    "officer": "Chuyên viên: xử lý, lập hồ sơ",
    "petition_officer": "Xử lý đơn, thư",
    "secret_custodian": "Quản lý bí mật nhà nước",
    "cipher_officer": "Cơ yếu",
    "system_admin": "Quản trị hệ thống (không đọc nội dung)",
}

FAULTS = {
    "name_missing": "Chưa có họ và tên.",
    "title_missing": "Chưa có chức vụ.",
    "roles_missing": "Cần chọn ít nhất một nhiệm vụ.",
}

ERRORS = {
    "orgs.login_taken": "Tên đăng nhập «{login}» đã có người dùng. Chưa có gì được lưu. Hãy chọn tên khác.",
    "orgs.posts_elsewhere": (
        "Người này còn giữ chức vụ ở cơ quan khác nên cơ quan này không cấp lại mật khẩu được."
        " Mật khẩu cũ vẫn dùng được. Hãy đề nghị người vận hành máy chủ."
    ),
    "orgs.wrong_dates": "Ngày tháng không hợp lý: {what}. Chưa có gì được lưu. Hãy kiểm tra lại.",
    "orgs.no_custodian": (
        "Cơ quan «{agency}» chưa có khóa niêm phong nên chưa nhận được tệp. Chưa có gì được lưu."
        " Hãy đề nghị quản trị tạo khóa ở trang Quản trị."
    ),
}
