"""Tiếng Việt của việc giữ an toàn dữ liệu."""

ERRORS = {
    "preservation.damaged": (
        "Tệp đã lưu không còn nguyên vẹn (mã {sha256}), không đưa ra sử dụng. Các tệp khác không bị ảnh hưởng."
        " Hãy báo quản trị khôi phục từ bản sao lưu."
    ),
    "preservation.wrong_pass_phrase": (
        "Mã mở niêm phong không đúng. Tệp vẫn nguyên niêm phong. Hãy kiểm tra lại mã đã được giao."
    ),
    "preservation.no_longer_there": (
        "Tệp này đã được giải phóng hoặc đã xóa theo quy định, không còn trong ngăn niêm phong."
        " Hãy mở lại danh sách sự việc."
    ),
}
