"""Tiếng Việt của việc cấp số."""

ERRORS = {
    "numbering.out_of_order": (
        "Số {number} chưa nhập được: phải nhập các số đã cấp trên giấy theo đúng thứ tự, số kế tiếp là {expected}."
        " Chưa có gì được lưu."
    ),
    "numbering.not_next": (
        "Dãy số trên giấy phải bắt đầu từ số {expected}, ngay sau số cuối cùng đã cấp. Chưa có gì được lưu."
        " Hãy đối chiếu sổ giấy với sổ trên máy."
    ),
    "numbering.already_started": ("Sổ này đã cấp số {last}, không đổi được số bắt đầu nữa. Chưa có gì thay đổi."),
}
