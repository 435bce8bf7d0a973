"""Every sentence this room says to people: what happened, what was kept, what to do."""

from __future__ import annotations

from .reading import Fault, StampLevel

LEVEL_WORDS = {
    StampLevel.OPEN: "",
    StampLevel.CONFIDENTIAL: "Mật",
    StampLevel.SECRET: "Tối mật",
    StampLevel.TOP_SECRET: "Tuyệt mật",
}

_KEPT = "Tệp gốc ở nơi gửi còn nguyên; ở đây chưa lưu, chưa vào sổ gì."

SENTENCES: dict[str, str] = {
    "file.empty": "Tệp «{name}» rỗng (0 byte). " + _KEPT + " Hãy quét lại hoặc gửi lại tệp.",
    "file.too_big": "Tệp «{name}» lớn quá mức cho phép ({limit_mib} MiB). " + _KEPT + " Hãy chia nhỏ tệp rồi gửi lại.",
    "file.unknown_type": "Không nhận ra nội dung tệp «{name}»: đây không phải PDF, TIFF, JPEG hay PNG. "
    + _KEPT
    + " Hãy quét lại thành một trong các dạng đó.",
    "file.corrupt": "Tệp «{name}» bị hỏng, không mở được trang nào. " + _KEPT + " Hãy quét lại hoặc xin bản khác.",
    "file.truncated": "Tệp «{name}» bị cắt cụt khi truyền, không đọc được trọn trang nào. "
    + _KEPT
    + " Hãy chép hoặc quét lại tệp.",
    "file.needs_password": "Tệp «{name}» được khóa bằng mật khẩu. "
    + _KEPT
    + " Hãy xin mật khẩu hoặc bản không khóa của nơi gửi.",
    "file.page_too_large": "Trang {page} của tệp «{name}» có kích thước quá lớn ({width} × {height} điểm ảnh). "
    + _KEPT
    + " Hãy quét lại ở độ phân giải thấp hơn.",
    "file.too_many_pages": "Tệp «{name}» có {count} trang, quá mức {limit} trang một tệp. "
    + _KEPT
    + " Hãy chia tệp theo từng văn bản.",
    "file.no_pages": "Tệp «{name}» không có trang nào. " + _KEPT + " Hãy quét lại.",
    "file.too_costly": "Tệp «{name}» đòi quá nhiều bộ nhớ hoặc thời gian nên việc đọc đã dừng. "
    + _KEPT
    + " Hãy quét lại, hoặc nhập các trường bằng tay.",
    "file.reader_failed": "Bộ đọc dừng đột ngột khi xử lý tệp «{name}». "
    + _KEPT
    + " Hãy thử lại; nếu vẫn vậy, nhập các trường bằng tay.",
    "file.name_differs": "Tên tệp «{name}» không khớp nội dung: nội dung là {media_type}. "
    "Tệp được đọc theo nội dung, bản gốc giữ nguyên. Hãy kiểm tra có đúng tệp cần gửi không.",
    "file.owner_locked": "Nơi gửi đặt hạn chế quyền (in, sao chép) trên tệp «{name}». "
    "Tệp vẫn đọc được, bản gốc và hạn chế giữ nguyên. Hãy cân nhắc trước khi in, sao.",
    "file.active_content": "Tệp «{name}» chứa nội dung tự chạy (mã lệnh). Nội dung đó không được chạy, "
    "bản gốc giữ nguyên. Hãy hỏi nơi gửi nếu thấy lạ.",
    "file.attachments": "Tệp «{name}» có tệp khác đính kèm bên trong. Tệp đính kèm không được mở và không được đọc, "
    "bản gốc giữ nguyên. Hãy kiểm tra trước khi vào sổ.",
    "file.repaired": "Cấu trúc tệp «{name}» bị hỏng hoặc thiếu phần cuối; phần còn lại đã được đọc từ một bản sửa tạm. "
    "Bản gốc giữ nguyên. Hãy so từng trang với bản giấy.",
    "file.pages_lost": "Tệp «{name}» bị cắt cụt hoặc hỏng: không đọc được {lost}. "
    "Các trang còn lại đã được đọc, bản gốc giữ nguyên. Hãy quét lại những trang thiếu.",
    "file.page_too_slow": "Trang {page} của tệp «{name}» quá khó đọc nên được để trống chữ. "
    "Các trang khác đã được đọc. Hãy đối chiếu với bản giấy.",
    "stamp.above_ceiling": "Tệp «{name}» có dấu chỉ độ mật «{seen}» cao hơn mức máy này được xử lý. "
    "Không đọc chữ, không tạo ảnh thu nhỏ; chỉ giữ tệp gốc đã niêm phong. Hãy báo người giữ tài liệu mật.",
}


def fault(code: str, **facts: object) -> Fault:
    """The sentence for a code, with the facts put in."""
    return Fault(code, SENTENCES[code].format(**facts))
