"""Every Vietnamese term and sentence the core speaks. One term, one spelling.

Sentences with values are format strings; the caller fills them with `.format(…)`.
Grouped by the part that speaks; each group begins with a comment line of its name.
"""

# --- terms ---
CRITERIA_SET = "bộ tiêu chí"
CRITERION = "tiêu chí"
INDICATOR = "chỉ tiêu"
PERIOD = "kỳ báo cáo"
MEETING = "cuộc họp"
TASK = "nhiệm vụ"
WORK = "công trình"
REPORT = "báo cáo"
PACKAGE = "gói dữ liệu"

OUTCOME_MET = "Đạt"
OUTCOME_NOT_MET = "Chưa đạt"
OUTCOME_NO_DATA = "Chưa có số liệu"
OUTCOME_NOT_APPLICABLE = "Không áp dụng"
UNVERIFIED = "chưa đối chiếu"
DECLARED = "tự đánh giá"
DISAGREED = "chưa thống nhất"

NOTHING_CHANGED = "Chưa có dữ liệu nào bị thay đổi."

# --- entity: a value of a declared field ---
FIELD_REQUIRED = "Chưa nhập “{label}”."
FIELD_CHOICE = "“{value}” không có trong danh sách của “{label}”."
FIELD_CHOICE_HINT = "Chọn một trong: {choices}."
FIELD_BELOW = "“{label}” không được nhỏ hơn {minimum}."
FIELD_ABOVE = "“{label}” không được lớn hơn {maximum}."
FIELD_TOO_LONG = "“{label}” dài quá {limit} ký tự."
FIELD_BAD_DATE = "“{value}” không phải ngày của “{label}”."
FIELD_BAD_DATE_HINT = "Viết ngày theo dạng 18/11/2023."
FIELD_BAD_INTEGER = "“{value}” không phải số nguyên của “{label}”."
FIELD_BAD_BOOLEAN = "“{value}” không phải có hoặc không của “{label}”."
FIELD_BAD_BOOLEAN_HINT = "Viết “có” hoặc “không”."
FIELD_UNKNOWN = "Không có trường “{field}” trong {entity}."
FIELD_UNKNOWN_HINT = "Các trường có thể nhập: {fields}."
FIELD_BAD_CHARACTER = "“{label}” có ký tự điều khiển không được phép."
ENTITY_UNKNOWN = "Không có loại dữ liệu “{entity}”."
ENTITY_UNKNOWN_HINT = "Các loại dữ liệu: {entities}."

# --- device: this computer's own file ---
DEVICE_UNREADABLE = "Không đọc được tệp của máy này ({path})."
DEVICE_DAMAGED = "Tệp của máy này bị hỏng ({path})."
DEVICE_DAMAGED_HINT = (
    "Đổi tên tệp đó rồi mở lại: máy sẽ có khóa mới và nơi nhận phải xác nhận lại một lần."
)
DEVICE_UNWRITABLE = "Không ghi được tệp của máy này ({path}). Kiểm tra quyền ghi và chỗ trống."

# --- storage: the data file ---
DATA_FILE_MISSING = "Không tìm thấy tệp dữ liệu trong thư mục {path}."
DATA_FILE_MISSING_HINT = "Chọn đúng thư mục dữ liệu, hoặc tạo mới bằng “ntm new”."
DATA_FILE_NOT_OURS = "Tệp {path} không phải dữ liệu của phần mềm này."
DATA_FILE_TOO_NEW = (
    "Tệp dữ liệu do bản mới hơn tạo ra (cấu trúc {found}, bản này đọc đến {known})."
)
DATA_FILE_TOO_NEW_HINT = "Cài bản mới của phần mềm rồi mở lại. Dữ liệu còn nguyên."
DATA_FILE_DAMAGED = "Tệp dữ liệu {path} bị hỏng."
DATA_FILE_DAMAGED_HINT = "Khôi phục từ bản sao lưu gần nhất trong thư mục “sao-luu”."
DATA_FILE_BUSY = "Dữ liệu đang được chương trình khác sử dụng. Thử lại sau ít giây."
DATA_FILE_READ_ONLY = "Không ghi được vào {path}."
DATA_FILE_READ_ONLY_HINT = "Kiểm tra quyền ghi của thư mục, hoặc chép dữ liệu sang ổ đĩa khác."
DATA_FILE_FULL = "Ổ đĩa đã đầy, chưa ghi được. Phần vừa nhập chưa được lưu."
DATA_FILE_FULL_HINT = "Giải phóng chỗ trống rồi làm lại."
DATA_FOLDER_NOT_EMPTY = "Thư mục {path} đã có dữ liệu."
DATA_FOLDER_NOT_EMPTY_HINT = "Chọn thư mục khác hoặc thư mục trống."
RECORD_MISSING = "Không có {entity} với mã {key}."
BACKUP_FAILED = "Bản sao lưu không khớp với dữ liệu gốc ({detail})."
BACKUP_ROWS_DIFFER = "số dòng khác nhau"
BACKUP_FAILED_HINT = "Kiểm tra ổ đĩa sao lưu rồi sao lưu lại."

# --- history: labels of steps ---
STEP_UNDO = "Hoàn tác: {label}"
STEP_REDO = "Làm lại: {label}"
STEP_NEW_DATA = "Tạo dữ liệu cho {name}"
STEP_TAKE = "Nhận dữ liệu từ {name}"
STEP_PUT = "Sửa {entity}: {title}"
STEP_ADD = "Thêm {entity}: {title}"
STEP_DELETE = "Xóa {entity}: {title}"

# --- units: the shipped list of administrative units ---
UNIT_TYPES = {
    "xa": "Xã",
    "phuong": "Phường",
    "dac-khu": "Đặc khu",
    "thi-tran": "Thị trấn",
    "huyen": "Huyện",
    "tinh": "Tỉnh",
    "thanh-pho": "Thành phố",
}

# --- numbers ---
NUMBER_EMPTY = "Chưa nhập số."
NUMBER_BAD = "“{text}” không phải là số."
NUMBER_FORM_HINT = (
    "Viết số theo dạng 1.234,5: dấu chấm ngăn hàng nghìn, dấu phẩy trước phần thập phân."
)
NUMBER_USE_COMMA = "Dùng dấu phẩy cho phần thập phân, ví dụ 1.234,5."
NUMBER_TWO_READINGS = "“{text}” có thể là {first} hoặc {second}."
NUMBER_FOREIGN_HINT = "“{text}” viết theo kiểu nước ngoài; nếu là {reading} thì gõ như vậy."
NUMBER_TOO_LONG = "Số “{text}” quá dài."
NUMBER_TOO_LONG_HINT = (
    "Phần nguyên nhiều nhất {whole} chữ số, phần thập phân nhiều nhất {fraction} chữ số."
)

MONEY_UNIT_NAMES = {"dong": "đồng", "million": "triệu đồng", "billion": "tỷ đồng"}
MONEY_EMPTY = "Chưa nhập số tiền."
MONEY_BAD = "Không hiểu số tiền “{text}”."
MONEY_FORM_HINT = (
    "Viết như 14,514 tỷ đồng, 2.160 triệu đồng, 2 tỷ 160 triệu đồng hoặc 1.250.000 đồng."
)
MONEY_NO_UNIT = "Số tiền “{text}” chưa có đơn vị tính: đồng, nghìn đồng, triệu đồng hay tỷ đồng?"
MONEY_NO_UNIT_HINT = "Viết thêm đơn vị sau số, ví dụ “{text} triệu đồng”."
MONEY_READING = "{amount} (= {dong})"
MONEY_NOT_WHOLE = "Số tiền “{text}” có phần lẻ nhỏ hơn một đồng."
MONEY_NOT_WHOLE_HINT = "Số tiền được ghi đến đồng; kiểm tra lại số và đơn vị."
MONEY_TOO_LARGE = "Số tiền “{text}” quá lớn."
MONEY_TOO_LARGE_HINT = "Kiểm tra lại số và đơn vị tính."
MONEY_DOUBT = (
    "“{text}” được hiểu là {taken}, vì dấu chấm ngăn hàng nghìn. Nếu là {other} thì dùng dấu phẩy."
)

NUMERAL_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
NUMERAL_BILLION = "tỷ"
NUMERAL_MILLION = "triệu"
NUMERAL_THOUSAND = "nghìn"
NUMERAL_HUNDRED = "trăm"
NUMERAL_TENS = "mươi"
NUMERAL_TEN = "mười"
NUMERAL_ODD = "lẻ"
NUMERAL_ONE_AFTER_TENS = "mốt"
NUMERAL_FIVE_AFTER_TEN = "lăm"
NUMERAL_MINUS = "âm"
NUMERAL_DONG = "đồng"

# --- dates ---
DATE_BAD = "“{text}” không phải là ngày."
DATE_FORM_HINT = "Viết ngày theo dạng 18/11/2023."
DATE_NOT_REAL = "Không có ngày {text} trong lịch."
DATE_YEAR_RANGE = "Năm của ngày “{text}” phải từ {first} đến {last}."
DATE_NO_YEAR = "Ngày “{text}” chưa có năm."
DATE_NO_YEAR_PROPOSAL = "Nếu là {date} thì gõ đủ cả năm."
DATE_SHORT_YEAR = "Viết đủ bốn chữ số của năm trong ngày “{text}”."
DATE_IN_DOCUMENT = "ngày {day} tháng {month} năm {year}"

# --- periods ---
PERIOD_BAD = "“{text}” không phải là kỳ báo cáo."
PERIOD_YEAR_RANGE = "Năm của kỳ báo cáo “{text}” phải từ {first} đến {last}."
PERIOD_REVERSED = "Kỳ báo cáo “{text}” có ngày cuối trước ngày đầu."
PERIOD_FORMS_HINT = (
    "Các cách viết: 2024 (cả năm), 2024-H1, 2024-H2 (6 tháng đầu, cuối năm), 2024-Q1 đến 2024-Q4 "
    "(quý), 2024-9M (9 tháng đầu năm), 2024-L3 (3 tháng cuối năm), 2024-06 (tháng), "
    "2022-10-26..2024-01-25 (từ ngày đến ngày)."
)
PERIOD_YEAR = "năm {year}"
PERIOD_QUARTER = "quý {quarter} năm {year}"
PERIOD_MONTH = "tháng {month} năm {year}"
PERIOD_FIRST_MONTHS = "{months} tháng đầu năm {year}"
PERIOD_LAST_MONTHS = "{months} tháng cuối năm {year}"
PERIOD_SPAN = "từ ngày {start} đến ngày {end}"
PERIOD_DAY = "ngày {day}"
