"""All Vietnamese of the search room."""

ERRORS = {
    "search.index_damaged": (
        "Chưa tìm được: chỉ mục tìm kiếm thiếu hoặc bị hỏng. Văn bản, hồ sơ vẫn còn nguyên. "
        "Máy sẽ lập lại chỉ mục; trong lúc chờ, hãy tìm theo số, ký hiệu trong sổ."
    ),
    "search.index_outdated": (
        "Chưa tìm được: chỉ mục tìm kiếm thuộc phiên bản khác. Văn bản, hồ sơ vẫn còn nguyên. "
        "Máy sẽ lập lại chỉ mục; trong lúc chờ, hãy tìm theo số, ký hiệu trong sổ."
    ),
    "search.index_not_written": (
        "Chưa ghi được vào chỉ mục tìm kiếm, có thể do đĩa đầy. Văn bản, hồ sơ vẫn còn nguyên. "
        "Hãy kiểm tra dung lượng đĩa; máy sẽ tự ghi lại, văn bản mới tạm thời chỉ tìm được theo số, ký hiệu."
    ),
    "search.index_busy": (
        "Chưa ghi được vào chỉ mục tìm kiếm: một tiến trình khác đang ghi. Văn bản, hồ sơ vẫn còn nguyên. "
        "Máy sẽ tự thử lại, không phải làm gì thêm."
    ),
}
