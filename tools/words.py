"""Every sentence that set-up says to people, in Vietnamese: what happens, what was kept, what to do."""

FIRST_TIME = "Văn Khố: chuẩn bị máy. Lần đầu mất 1–3 phút và cần mạng; các lần sau bắt đầu ngay."
ENVIRONMENT = "Tạo môi trường Python"
PACKAGES = "Cài các gói Python theo danh sách khóa (khoảng 40 giây)"
FRONT_END = "Lấy tệp giao diện, phông chữ và dữ liệu đọc tiếng Việt (khoảng 15 giây)"
NODE = "Máy không có npm: mượn tạm bản đóng gói qua pip, dùng xong xóa (khoảng 20 giây)"
APT = "Cài gói hệ thống: {packages}"
READY = "Chuẩn bị xong."
STEP_DONE = " xong sau {seconds} giây."
STILL_WORKING = " … {seconds} giây"
WAITING = "Một lệnh ./vankho khác đang chuẩn bị máy; đang chờ lệnh ấy xong…"
REPAIRING = "Lần chuẩn bị trước bị ngắt giữa chừng; làm lại phần ấy."
FROM_WHEELHOUSE = "Dùng thư mục wheelhouse/ (không cần mạng)."
STALE_WHEELHOUSE = "wheelhouse/ không khớp với danh sách khóa hiện tại nên không dùng; tải qua mạng."

# One sentence for each way a step can fail. {log} is where the whole output is kept.
KEPT = "Dữ liệu của cơ quan không bị đụng tới; gọi lại lệnh này sẽ làm tiếp từ chỗ hỏng."
FAILED = {
    "disk": "Không chuẩn bị được: đĩa đã đầy. " + KEPT + " Hãy giải phóng ít nhất 2 GB rồi gọi lại.",
    "network": "Không chuẩn bị được: không tải được gói qua mạng. "
    + KEPT
    + " Hãy kiểm tra mạng (hoặc proxy) rồi gọi lại; "
    "máy không có mạng thì chép thư mục wheelhouse/ làm bằng ./vankho bundle trên máy có mạng vào đây. Chi tiết: {log}",
    "hash": "Không chuẩn bị được: một gói tải về khác với danh sách khóa, nên đã bị từ chối. "
    + KEPT
    + " Có thể tệp bị hỏng trên đường hoặc kho gói bị can thiệp: hãy thử lại, nếu vẫn vậy thì báo người phụ trách. "
    "Chi tiết: {log}",
    "no_wheel": "Không chuẩn bị được: có gói chưa có bản đóng sẵn cho Python {python} trên máy này. "
    + KEPT
    + " Hãy cài Python 3.11–3.14 (64 bit) rồi gọi lại. Chi tiết: {log}",
    "permission": "Không chuẩn bị được: không có quyền ghi vào {path}. "
    + KEPT
    + " Hãy gọi lại bằng tài khoản sở hữu thư mục này.",
    "unknown": "Không chuẩn bị được: bước «{step}» hỏng. " + KEPT + " Chi tiết: {log}",
}
NO_VENV = (
    "Máy thiếu gói {package} và lệnh này không có quyền cài. Chưa có gì bị thay đổi. "
    "Hãy gõ:  sudo apt-get install {package}  rồi gọi lại."
)
INTERRUPTED = "Đã dừng theo yêu cầu. Gọi lại lệnh này sẽ làm tiếp."

COULD_NOT_INSTALL = "Máy thiếu {name} và không cài được (thiếu quyền, hoặc apt lỗi): {off}. Để có, hãy gõ:  {command}"
MISSING = {
    "postgresql": COULD_NOT_INSTALL.format(
        name="PostgreSQL",
        off="bỏ qua lượt kiểm thử trên PostgreSQL",
        command="sudo apt-get install postgresql",
    ),
    "chromium": COULD_NOT_INSTALL.format(
        name="Chromium",
        off="bỏ qua các kiểm thử bằng trình duyệt",
        command="sudo apt-get install chromium libatomic1",
    ),
    "tesseract-ocr": COULD_NOT_INSTALL.format(
        name="tesseract",
        off="không so sánh được với OCRmyPDF",
        command="sudo apt-get install tesseract-ocr tesseract-ocr-vie ghostscript",
    ),
}
CLUSTER_FAILED = "PostgreSQL tạm không khởi động được: bỏ qua lượt kiểm thử trên PostgreSQL. Chi tiết: {log}"
LANE = "── Kiểm thử trên {database} ──"
LANE_FAILED = "Lượt kiểm thử trên {database} có lỗi; kết quả chung là KHÔNG ĐẠT."
CHECK = "── {what} ──"
CHECK_FAILED = "KHÔNG ĐẠT: {names}"
CHECK_PASSED = "ĐẠT: {names}"
NOTHING_BY_THAT_NAME = "Không có «{name}». Có: {names}"
BUNDLE = "Tải các gói Python vào wheelhouse/ (khoảng 1 phút)"
BUNDLED = "Đã làm xong wheelhouse/ ({megabytes} MB) cho Python {python}. Chép cả thư mục này sang máy không có mạng."

HELP = """Dùng: ./vankho LỆNH [tham số]

  run      [--host H] [--port P] [--office DIR]   chạy Văn Khố (mặc định: cơ quan tập huấn)
  test     [--slow | --all] [tham số của pytest]  kiểm thử trên SQLite rồi PostgreSQL
  check                                           soát mã: ruff, mypy, tầng nhập, migration
  format                                          trình bày lại mã
  bench    [TÊN]                                  đo tốc độ; không có tên thì liệt kê
  docs     [TÊN]                                  liệt kê hoặc đọc tài liệu
  bundle                                          làm wheelhouse/ cho máy không có mạng

Lệnh khác (verify, recognise, search…) là lệnh của chương trình: ./vankho --help
"""
