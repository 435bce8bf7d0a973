"""Tables of the test pages: a header row and rows of one-line cells."""

from random import Random

from wording import STOCK, Words

WORK = (
    "Rà soát danh sách",
    "Lập dự toán chi tiết",
    "Kiểm tra hiện trường",
    "Niêm yết công khai",
    "Nghiệm thu, bàn giao",
    "Họp rút kinh nghiệm",
    "Phát phiếu lấy ý kiến",
    "Thu gom, phân loại",
    "Đo vẽ, cắm mốc",
    "Tổng hợp kiến nghị",
    "In ấn tài liệu",
    "Trực đường dây nóng",
)
ROOMS = (
    "Phòng Kế hoạch",
    "Tổ Thanh tra",
    "Ban Quản lý chợ",
    "Đội Cơ động",
    "Trạm Khuyến nông",
    "Phòng Dân tộc",
    "Bộ phận Một cửa",
)


def a_table(rng: Random, words: Words, rows: int = 0) -> dict:
    """`head` and `rows` of texts and the `shares` of the width each column takes."""
    maker = rng.choice([people_table, work_table, harvest_table])
    return maker(rng, words, rows or rng.randint(3, 7))


def people_table(rng: Random, words: Words, rows: int) -> dict:
    lines = [
        [str(i + 1), name, str(rng.randint(1938, 1999)), words.place()]
        for i, name in enumerate(rng.sample(STOCK["people"], rows))
    ]
    return {"head": ["STT", "Họ và tên", "Năm sinh", "Nơi ở"], "rows": lines, "shares": [0.1, 0.38, 0.18, 0.34]}


def work_table(rng: Random, words: Words, rows: int) -> dict:
    works = rng.sample(WORK, len(WORK)) * 2
    lines = [
        [f"{i + 1}", works[i], rng.choice(ROOMS), f"{rng.randint(1, 28):02}/{rng.randint(1, 12):02}"]
        for i in range(rows)
    ]
    return {
        "head": ["TT", "Việc phải làm", "Nơi phụ trách", "Hạn xong"],
        "rows": lines,
        "shares": [0.08, 0.4, 0.33, 0.19],
    }


def harvest_table(rng: Random, words: Words, rows: int) -> dict:
    lines = [
        [
            place,
            f"{rng.randint(12, 980)},{rng.randint(0, 9)}",
            f"{rng.randint(1, 9)}.{rng.randint(0, 999):03}",
            f"{rng.randint(40, 99)}%",
        ]
        for place in rng.sample(STOCK["places"], rows)
    ]
    return {"head": ["Địa bàn", "Diện tích", "Sản lượng", "Tỷ lệ"], "rows": lines, "shares": [0.4, 0.2, 0.22, 0.18]}
