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
FIELD_CHOICE_NEAR = "Gần nhất: {ways}."
FIELD_CHOICE_ASKED = "Có thể là {ways}: ghi rõ một trong số đó."
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
DATA_FILE_TOO_NEW = "Tệp dữ liệu do bản mới hơn tạo ra (cấu trúc {found}, bản này đọc đến {known})."
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
RECORD_KEY_BAD = "Mã bản ghi “{key}” không hợp lệ."
RECORD_KEY_BAD_HINT = "Chỉ dùng chữ không dấu, chữ số và các dấu . _ : / - (nhiều nhất 120 ký tự)."
RECORD_TOO_LONG = "Nội dung vừa lưu của {record} quá dài, gói gửi đi không chứa được."
RECORD_TOO_LONG_HINT = "Hãy lưu từng ô một, hoặc rút ngắn và đính kèm văn bản thành tệp minh chứng."
RECORD_MISSING = "Không có {entity} với mã {key}."
BACKUP_FAILED = "Bản sao lưu không khớp với dữ liệu gốc ({detail})."
BACKUP_ROWS_DIFFER = "số dòng khác nhau"
BACKUP_FAILED_HINT = "Kiểm tra ổ đĩa sao lưu rồi sao lưu lại."
RESTORE_OTHER_COPY_HINT = "Chọn bản sao lưu khác; xem các bản có bằng “ntm backups”."
RESTORE_OTHER_UNIT = "Bản sao lưu là của đơn vị {unit}, dữ liệu ở đây là của đơn vị {own}."
RESTORE_OTHER_UNIT_HINT = "Chọn bản sao lưu của đúng đơn vị, hoặc khôi phục vào một thư mục trống."

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
    "thon": "Thôn",
}

# --- numbers ---
NUMBER_EMPTY = "Chưa nhập số."
NUMBER_BAD = "“{text}” không phải là số."
NUMBER_FORM_HINT = (
    "Viết số theo dạng 1.234,5: dấu chấm ngăn hàng nghìn, dấu phẩy trước phần thập phân."
)
NUMBER_USE_COMMA = "Dùng dấu phẩy cho phần thập phân, ví dụ 1.234,5."
NUMBER_TWO_READINGS = "“{text}” có thể là {first} hoặc {second}."
NUMBER_RATE_HINT = "Gõ {decimal} nếu có phần thập phân, gõ {whole} nếu là hàng nghìn."
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
MONEY_NO_UNIT_HINT = "Viết thêm đơn vị sau số: “{text} đồng” hay “{text} triệu đồng”."
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

# --- checks: doubtful data ---
ISSUE_DISBURSED_OVER = "{name}: giải ngân {one} lớn hơn vốn giao {other}."
ISSUE_ACCEPTED_OVER = "{name}: giá trị nghiệm thu {one} lớn hơn tổng mức đầu tư {other}."
ISSUE_GROUP_DIFFERS = "{name}: các công trình trong nhóm cộng lại {one}, khác số của nhóm {other}."

# --- services ---
USER_UNKNOWN = "Chưa rõ người dùng"
BOOLEAN_YES = "có"
BOOLEAN_NO = "không"
STEP_VALUE = "Nhập {code} = {value}"
STEP_PLAN = "Nhập phấn đấu {code} = {value}"
STEP_VALUES = "Nhập {count} số liệu"
STEP_TOTAL = "Nhập số tổng hợp: {title}"
STEP_FOLLOW = "Theo dõi {name}"
STEP_FOLLOW_GROUP = "Theo dõi {name}, mức của {group}"
STEP_NARRATIVE = "Sửa lời văn báo cáo"
STEP_COPY_PREVIOUS = "Chép số liệu từ {period}"
STEP_TRUST = "Tin máy gửi {device}"
SET_UNKNOWN = "Không có bộ tiêu chí “{set_id}”."
SET_UNKNOWN_HINT = "Các bộ tiêu chí: {sets}."
GROUP_UNKNOWN = "Bộ tiêu chí “{set_id}” không có nhóm “{group}”."
GROUP_NOT_CHOSEN = (
    "Bộ {name} có mức yêu cầu riêng cho từng nhóm xã, vùng: chưa chọn nhóm nên {count} chỉ tiêu"
    " chưa biết mức, chưa đánh giá được."
)
GROUP_NOT_CHOSEN_HINT = "Chọn nhóm bằng “ntm sets follow {set_id} --group …”: {groups}."
GROUP_UNKNOWN_HINT = "Các nhóm: {groups}."
UNIT_UNKNOWN = "Không có đơn vị mã “{code}”."
UNIT_NAME_EMPTY = "Chưa nhập tên đơn vị."
UNIT_UNKNOWN_HINT = "Tìm mã bằng “ntm units TÊN”, hoặc dùng --name với --level."
TOTAL_NEEDS_COUNT = "Số tổng hợp cần tên bộ và ít nhất số đạt trên tổng số (12/17) hoặc số điểm."
TOTAL_OVER = "Số đạt {met} lớn hơn tổng số {total}."
TOTAL_BAD = "Không hiểu “{text}”. Viết dạng 12/17."
TOTAL_UNKNOWN_PART = "Không có phần “{name}” trong số tổng hợp."
TOTAL_UNKNOWN_PART_HINT = "Các phần: criteria, indicators, points, noun."
TOTAL_DIFFERS = "Số tổng hợp ghi {total}, cộng từ chi tiết là {items}."
TOTALS_ONLY = "số tổng hợp, chưa có chi tiết"
REPORT_UNKNOWN = "Không có mẫu văn bản “{report}”."
REPORT_UNKNOWN_HINT = "Các mẫu: {reports}."
SECTION_UNKNOWN = "Văn bản “{report}” không có mục “{section}”."
SECTION_UNKNOWN_HINT = "Các mục: {sections}."
SAMPLE_UNKNOWN = "Không có dữ liệu mẫu “{name}”."
SAMPLE_UNKNOWN_HINT = "Các dữ liệu mẫu: {names}."
FILE_MISSING = "Không tìm thấy tệp {path}."
FILE_MISSING_HINT = "Kiểm tra lại đường dẫn và tên tệp."
OUT_UNWRITABLE = "Không ghi được vào {path}."
OUT_UNWRITABLE_HINT = "Đóng tệp nếu đang mở trong Word, hoặc chọn thư mục khác."
REFERENCE_MISSING = "“{label}”: không có {entity} với mã {key}."
ISSUER_NAME = "Ủy ban nhân dân {unit}"
ISSUER_SYMBOL = "UBND"
SIGNING_CAPACITY = "TM. ỦY BAN NHÂN DÂN"
SIGNER_TITLE = "CHỦ TỊCH"

# --- exchange: packages ---
# code: (sentence, what to do). Each sentence is followed by NOTHING_CHANGED.
PACKAGE_REFUSED = {
    "E_NOT_PACKAGE": (
        "Đây không phải gói dữ liệu của phần mềm.",
        "Chọn tệp .ntmx do đơn vị khác gửi, hoặc tệp .zip có tệp .ntmx bên trong.",
    ),
    "E_TRUNCATED": (
        "Tệp chưa đủ (tải dở hoặc bị cắt/thêm). Hãy tải lại hoặc xin gửi lại.",
        "Gửi tệp dưới dạng tệp đính kèm, không dán vào nội dung thư.",
    ),
    "E_DAMAGED": (
        "Tệp bị hỏng trên đường gửi (sai mã kiểm tra ở {where}).",
        "Tải lại tệp hoặc đề nghị bên gửi gửi lại.",
    ),
    "E_CONTAINER": (
        "Tệp không đúng định dạng ({where}), có thể đã bị chỉnh sửa.",
        "Đề nghị bên gửi xuất lại gói bằng phần mềm và không mở, sửa tệp trước khi gửi.",
    ),
    "E_FORMAT": (
        "Tệp không đúng định dạng ({where}), có thể đã bị chỉnh sửa.",
        "Đề nghị bên gửi xuất lại gói bằng phần mềm và không mở, sửa tệp trước khi gửi.",
    ),
    "E_BOMB": (
        "Tệp quá lớn hoặc bất thường; phần mềm từ chối mở.",
        "Không mở tệp này bằng phần mềm khác; hỏi lại bên gửi.",
    ),
    "E_LIMIT": (
        "Tệp quá lớn hoặc bất thường; phần mềm từ chối mở.",
        "Đề nghị bên gửi chia gói thành nhiều phần nhỏ hơn.",
    ),
    "E_UNSIGNED": (
        "Tệp không có chữ ký: nội dung đã bị thay đổi hoặc không phải do đơn vị ghi trong tệp gửi.",
        "Gọi điện cho bên gửi và đề nghị gửi lại gói.",
    ),
    "E_SIGNATURE": (
        "Tệp sai chữ ký: nội dung đã bị thay đổi hoặc không phải do đơn vị ghi trong tệp gửi.",
        "Gọi điện cho bên gửi và đề nghị gửi lại gói.",
    ),
    "E_UNTRUSTED": (
        "Chưa biết máy gửi này. Mã: {fingerprint}; gọi điện đối chiếu rồi mới chấp nhận.",
        "Gọi cho {unit_name} theo số đã biết, đọc 16 chữ số và chỉ chấp nhận khi trùng khớp.",
    ),
    "E_REVOKED": (
        "Mã của máy gửi này đã bị thu hồi: {fingerprint}.",
        "Gọi cho {unit_name} để hỏi lại trước khi nhận.",
    ),
    "E_FOREIGN": (
        "{told}",
        "Hỏi bên gửi vì sao gửi đến đây. Đơn vị cấp dưới thì thêm vào danh sách đơn vị trước; đơn"
        " vị khác mà vẫn cần nhận thì nhận lại, ghi rõ mã ({unit}); nhận rồi thì không gỡ ra được.",
    ),
    "E_SCOPE": (
        "Gói của đơn vị {sender} chứa dữ liệu của đơn vị khác ({unit}).",
        "Bên gửi có thể đã chép nhầm thư mục dữ liệu; đề nghị bên gửi kiểm tra lại.",
    ),
    "E_VALUE": (
        "{line}: giá trị “{value}” không hợp lệ cho “{field}” của {record}.",
        "Đề nghị bên gửi sửa giá trị này rồi gửi lại gói.",
    ),
    "E_TOO_NEW": (
        "Gói tạo bởi bản mới hơn (cần bản ≥ {needed}). Hãy cập nhật phần mềm.",
        "Cài bản mới của phần mềm rồi nhận lại gói này.",
    ),
    "E_ENCRYPTED": (
        "Tệp có mật khẩu.",
        "Hỏi bên gửi mật khẩu qua điện thoại, nhập mật khẩu rồi nhận lại tệp này.",
    ),
    "E_DECRYPT": (
        "Không mở được tệp bằng mật khẩu hoặc khóa này.",
        "Đối chiếu lại mật khẩu với bên gửi. Nếu đúng mật khẩu thì tệp đã bị hỏng hoặc bị cắt trên"
        " đường gửi: đề nghị bên gửi gửi lại.",
    ),
    "E_DISK": (
        "Không đủ chỗ trống hoặc không ghi, đọc được {path}.",
        "Giải phóng chỗ trống hoặc chọn thư mục khác rồi làm lại.",
    ),
    "E_BUSY": (
        "Cơ sở dữ liệu đang bận.",
        "Đóng cửa sổ khác của phần mềm rồi thử lại sau ít giây.",
    ),
}
PACKAGE_PLACE_LINE = "dòng {line} của {name}"
PACKAGE_EMPTY_VALUE = "trống"

# --- exchange: encrypted packages, parts ---
PASSPHRASE_SHORT = "Mật khẩu quá ngắn: cần ít nhất {least} ký tự."
PASSPHRASE_SHORT_HINT = "Dùng 5 từ do phần mềm gợi ý."
LOCK_TWICE = "Chỉ dùng một cách khóa tệp: mật khẩu hoặc khóa của nơi nhận."
AGE_RECIPIENT_BAD = "“{recipient}” không phải khóa công khai của nơi nhận (age1…)."
AGE_RECIPIENT_BAD_HINT = "Chép nguyên dòng khóa do nơi nhận cung cấp."
AGE_IDENTITY_BAD = "Tệp khóa không có khóa riêng hợp lệ (AGE-SECRET-KEY-1…)."
AGE_IDENTITY_BAD_HINT = "Chọn đúng tệp khóa đã tạo khi cấp khóa công khai."
PART_TOO_SMALL = "Cỡ phần {limit} quá nhỏ: {what} cần ít nhất {needed}."
PART_TOO_SMALL_HINT = "Chọn cỡ phần lớn hơn rồi gửi lại."
PARTS_TOO_MANY = "Với cỡ phần này phải chia thành {count} phần, quá nhiều để gửi."
PART_CHANGES = "phần số liệu"
PART_FILE = "tệp “{name}”"
SEAL_BAD = "Đây không phải nội dung mã QR của một gói dữ liệu."
SEAL_BAD_HINT = "Quét lại mã QR trên thư kèm gói, hoặc nhập mã kiểm tra in bên dưới."

# --- exchange: the cover letter inside a package (DOC-TOI.txt) ---
COVER_TITLE = "GÓI DỮ LIỆU NÔNG THÔN MỚI"
COVER_SENDER = "Đơn vị gửi: {unit_name} (mã {unit})"
COVER_DEVICE = "Máy gửi: {device}"
COVER_USER = "Người gửi: {user}"
COVER_CREATED = "Lập lúc: {time} ngày {date} (giờ Việt Nam)"
COVER_CLOCK = "Lưu ý: đồng hồ của máy gửi có thể không đúng."
COVER_EVERYBODY = "Nơi nhận: mọi đơn vị được gửi"
COVER_RECIPIENTS = "Nơi nhận: {units}"
COVER_KINDS = {
    "full": "Loại gói: đầy đủ (toàn bộ dữ liệu của bên gửi)",
    "delta": "Loại gói: chỉ phần thay đổi",
    "receipt": "Loại gói: biên nhận (không kèm dữ liệu)",
    "attachments": "Loại gói: chỉ tệp kèm theo (minh chứng)",
}
COVER_OFFICE = "Phạm vi: nội bộ cơ quan, chỉ dùng giữa các máy của cùng đơn vị"
COVER_SHARED = "Phạm vi: gửi giữa các đơn vị; không kèm dữ liệu nội bộ"
COVER_SERIAL = "Gói số: {serial}"
COVER_PART = "Phần {index}/{count}"
COVER_PARTS = "Phần {index}/{count}: mỗi phần mở riêng được, nhận theo thứ tự nào cũng được."
COVER_RECEIPTS = "Biên nhận kèm theo: {count}"
COVER_WANTED = "Tệp bên gửi còn thiếu và xin gửi: {count}"
COVER_NEWER = "  - mục khác (cần bản mới hơn để đọc): {count}"
COVER_PIECES = "Tệp lớn được chia đoạn: {count} đoạn trong gói này"
COVER_COUNTS = "Số thay đổi: {changes}, trong {records} bản ghi"
COVER_ENTITY = "  - {plural}: {count}"
COVER_NO_ATTACHMENTS = "Tệp kèm theo: không có"
COVER_ATTACHMENTS = "Tệp kèm theo: {count} ({size})"
COVER_FINGERPRINT = "Mã máy gửi (đối chiếu qua điện thoại): {fingerprint}"
COVER_APP = "Lập bằng: {app}"
COVER_WARNING = "Mở bằng phần mềm; không sửa tệp này."

# --- criteria: a set and its reader ---
CRITERIA_EMPTY = "chưa có nội dung"
CRITERIA_INCOMPLETE = "nội dung chưa đầy đủ"
INDICATOR_UNKNOWN = "Bộ tiêu chí {set} không có chỉ tiêu “{code}”."
CRITERION_UNKNOWN = "Bộ tiêu chí {set} không có tiêu chí “{code}”."
INDICATOR_UNKNOWN_HINT = "Xem các mã có trong bộ: ntm sets show {set_id}"
TARGET_NONE = "Không"
TARGET_COMPOUND = "{main}, trong đó {part} {what}"
TARGET_RELATIVE_UNKNOWN = "≥ {percent} mức của chỉ tiêu {indicator}, bộ {set}, cùng năm"
PACK_REFUSED = "Tệp bộ tiêu chí có {count} lỗi:"
PACK_REFUSED_HINT = "Sửa các chỗ đã nêu; cách viết có trong docs/criteria-packs.md."
PACK_MORE_ERRORS = "… và {count} lỗi nữa"
PACK_TOP = "đầu tệp"
PACK_NOT_OBJECT = "phải là một đối tượng JSON"
PACK_UNKNOWN_FIELD = "trường không có trong quy định"
PACK_MISSING = "còn thiếu"
PACK_NOT_TEXT = "phải là chữ và không để trống"
PACK_BAD_FORM = "“{value}” viết không đúng dạng"
PACK_NOT_BOOLEAN = "phải là true hoặc false"
PACK_NOT_COUNT = "phải là số nguyên không âm"
PACK_NOT_NUMBER = '“{value}” không phải số viết dạng chữ như "12.5"'
PACK_NOT_CHOICE = "“{value}” không thuộc các giá trị: {allowed}"
PACK_NOT_LIST = "phải là danh sách"
PACK_NOT_WORDS = "phải là danh sách các từ"
PACK_DOUBLED = "mã bị lặp: {code}"
PACK_NO_SOURCE = "ghi là đã đối chiếu nhưng không có nguồn"
PACK_SCHEMA_UNKNOWN = "phiên bản không được hỗ trợ (đang dùng {known})"
PACK_BAD_PERIOD = "cần năm đầu (from) và năm cuối (to), năm đầu không sau năm cuối"
PACK_BAD_YEAR = "không phải là năm"
PACK_UNKNOWN_SECTION = "không có phần “{code}” trong sections"
PACK_EMPTY_COMPLETE = "không có nội dung thì không thể ghi là đầy đủ"
PACK_NOT_COMPLETE = "có tiêu chí chưa đầy đủ thì cả bộ không thể ghi là đầy đủ"
PACK_NO_SCALE = "thang xếp loại phải có ít nhất hai mức, từ thấp đến cao"
PACK_NOT_IN_SCALE = "“{value}” không có trong thang xếp loại"
PACK_NOT_OF_KIND = "không dùng được với loại {kind}"
PACK_NOT_TRUE = "chỉ tiêu loại boolean chỉ có mức true (Đạt) hoặc null (chưa biết)"
PACK_BAD_INTERPOLATION = "hai giá trị phải khác nhau, điểm ít nhất không lớn hơn điểm nhiều nhất"
PACK_OTHER_DIRECTION = "trái chiều với interpolation (để trống thì tự suy ra)"
PACK_NO_SUB_TEXT = "có mức “trong đó” thì phải có sub_text"

# --- assessment: the sentence that explains an outcome ---
ASSESS_MET = "Đạt: cần {target}, hiện {value}."
ASSESS_NOT_MET = "Cần {target}, hiện {value}: {gap}."
ASSESS_NOT_MET_PLAIN = "Cần {target}, hiện {value}."
ASSESS_YES_NO = "Đã ghi là {answer}."
ASSESS_NO_ANSWER = "Chưa ghi đạt hay chưa đạt."
ASSESS_NO_VALUE = "Cần {target}; chưa có số liệu."
ASSESS_NOTHING = "Chưa có số liệu; chưa có mức yêu cầu nên cần tự đánh giá."
ASSESS_NO_TARGET = "Hiện {value}; chưa có mức yêu cầu nên cần tự đánh giá."
REPORTED_SHORT = "{unit} báo {value}"
REPORTED_LATER = "{unit} sửa {value}"
REPORTED_WHOLE = "{by} báo {value}; ở đây đang ghi và tính {shown}."
REPORTED_WHOLE_LATER = (
    "{by} báo {value}, ghi sau số ở đây; ở đây vẫn đang ghi và tính {shown}. Xem lại số ở đây."
)
ASSESS_NOTHING_GROUP = (
    "Chưa có số liệu; chưa biết mức yêu cầu cho nhóm xã, vùng nên cần tự đánh giá."
)
ASSESS_NO_GROUP = "Hiện {value}; chưa biết mức yêu cầu cho nhóm xã, vùng nên cần tự đánh giá."
TARGET_NO_GROUP = "chưa biết mức của nhóm xã"
ASSESS_CONDITIONS = "Yêu cầu: {target}; cần tự đánh giá."
ASSESS_CONDITIONS_VALUE = "Yêu cầu: {target}; hiện {value}; cần tự đánh giá."
ASSESS_DECLARED = "Tự đánh giá {outcome}{reason}."
ASSESS_CONTRADICTS = "Tự đánh giá {outcome}{reason}, nhưng theo số liệu thì {computed}: {detail}"
ASSESS_REASON = " ({reason})"
ASSESS_NOT_APPLICABLE = "Không áp dụng: {reason}."
ASSESS_NO_REASON = "chưa ghi lý do"
ASSESS_NOT_IF_ANY = "Ghi là không áp dụng, nhưng chỉ tiêu này không thuộc loại “nếu có”."
ASSESS_UNKNOWN_WORD = "“{word}” không có trong thang xếp loại ({scale})."
ASSESS_GENDER_MISSING = "Cần {target} cho cả nam và nữ; chưa có đủ số liệu riêng của nam và của nữ."
ASSESS_PART_MISSING = "Cần {target}; chưa có số liệu của phần “trong đó”."
ASSESS_POINTS = "Đã chấm {value} trên {maximum} điểm; chưa có mức yêu cầu nên cần tự đánh giá."
ASSESS_POINTS_NONE = "Chưa chấm điểm (tối đa {maximum} điểm)."
ASSESS_POINTS_OVER = "Điểm {value} nằm ngoài khoảng 0 đến {maximum}, nên không được cộng."
ASSESS_SCORED = "; được {points} trên {maximum} điểm."
ASSESS_AT_LEAST_WORD = "{word} trở lên"
ASSESS_BOTH = "{target} cho cả nam và nữ"
ASSESS_GENDER_VALUE = "nam {male}, nữ {female}"
ASSESS_PART_VALUE = "{value}, trong đó {part}"
ASSESS_RATIO_VALUE = "{percent} ({numerator}/{denominator})"
GAP_LACK = "còn thiếu {amount}"
GAP_EXCESS = "còn vượt {amount}"
GAP_POINTS = "{amount} điểm %"
GAP_POINTS_UNIT = "điểm %"
GAP_MALE = "nam {gap}"
GAP_FEMALE = "nữ {gap}"
GAP_PART = "phần “trong đó” {gap}"
CRITERION_MET = "Đạt: {met} chỉ tiêu đạt{spared}."
CRITERION_SPARED = ", {count} chỉ tiêu không áp dụng (tính là đạt)"
CRITERION_NOT_MET = "Chưa đạt: còn {count} chỉ tiêu chưa đạt ({codes})."
CRITERION_NO_DATA = "Chưa đủ số liệu: còn {count} chỉ tiêu chưa xác định ({codes})."
CRITERION_NOT_LISTED = "Danh sách chỉ tiêu chưa đầy đủ nên cần tự đánh giá cả tiêu chí."
CRITERION_ALL_SPARED = "Không áp dụng: mọi chỉ tiêu đều không áp dụng (tính là đạt)."

# --- value_text: a result as it is typed and shown ---
VALUE_MET = "đạt"
VALUE_NOT_MET = "chưa đạt"
VALUE_NOT_APPLICABLE = "không áp dụng"
VALUE_MALE = "nam"
VALUE_FEMALE = "nữ"
VALUE_PART = "trong đó"
VALUE_BAD = "Không hiểu “{text}”."
VALUE_BOUND = "“{text}” là mức yêu cầu, không phải kết quả."
VALUE_BOUND_HINT = "Ghi con số đã đạt được, không kèm dấu ≥, ≤: ví dụ 95,3 hoặc 12/17."
VALUE_HINT_NUMBER = "Nhập số như 95,3 hoặc 12/17; hoặc “đạt: lý do” khi tự đánh giá."
VALUE_HINT_WORD = "Nhập một trong các mức: {words}."
VALUE_HINT_BOOLEAN = "Nhập “đạt” hoặc “chưa đạt”."
VALUE_HINT_CRITERION = "Với cả tiêu chí chỉ ghi “đạt”, “chưa đạt” hoặc “na: lý do”."
VALUE_HINT_GENDER = "Nhập riêng nam và nữ, ví dụ: nam=90,5; nữ=88"
VALUE_GENDER_APART = (
    "{code} xét riêng nam và nữ nhưng mới có một con số nên chưa đủ để đánh giá đạt; nhập lại "
    "như nam=90,5; nữ=88."
)
VALUE_HINT_PLAN = "Số phấn đấu nhập như 95,3, hoặc “đạt”, hoặc một mức của thang xếp loại."
VALUE_NO_REASON = "Ghi “không áp dụng” thì phải có lý do."
VALUE_NO_REASON_HINT = "Ví dụ: na: xã không có làng nghề"
VALUE_NOT_IF_ANY = "Chỉ tiêu {code} không thuộc loại “nếu có” nên không thể ghi “không áp dụng”."
VALUE_NOT_IF_ANY_HINT = "Có thể tự đánh giá kèm lý do, ví dụ: đạt: xã không có đối tượng này"
VALUE_ZERO_DENOMINATOR = "Mẫu số của “{text}” phải lớn hơn 0."
VALUE_NEGATIVE = "“{text}” không được nhỏ hơn 0."
VALUE_RATIO_NOT_PERCENT = "Chỉ tiêu {code} không phải tỷ lệ nên không nhập dạng tử số/mẫu số."
VALUE_NO_GENDER = "Chỉ tiêu {code} không tính riêng nam và nữ."
VALUE_NO_PART = "Chỉ tiêu {code} không có phần “trong đó”."
VALUE_POINTS_OVER = "Điểm của {code} nhiều nhất là {maximum}."

# --- reports ---
TEMPLATE_NOT_FOUND = "Không thấy mẫu Word “{path}”."
TEMPLATE_UNREADABLE = "Không đọc được mẫu Word “{path}”: tệp hỏng hoặc không phải tệp .docx."
TEMPLATE_HINT = "Mở mẫu bằng Word và lưu lại dạng .docx, hoặc dùng mẫu có sẵn của chương trình."
TEMPLATE_FAULTY = "Mẫu “{file}” có chỗ sai ({place}): {message} Đoạn đó viết: “{paragraph}”."
TEMPLATE_MORE_FAULTS = "{fix} Mẫu còn {count} chỗ khác; “Kiểm tra mẫu” liệt kê đủ."
TEMPLATE_NO_NEAREST_HINTS = {
    "unknown-field": "Xem danh sách các trường được dùng rồi sửa lại trong Word.",
    "unknown-filter": "Bỏ phần sau dấu “|”: trường đã là chữ in ra được ngay.",
}
TEMPLATE_PLACE_BODY = "thân văn bản"
TEMPLATE_PLACE_HEADER = "đầu trang"
TEMPLATE_PLACE_FOOTER = "chân trang"
TEMPLATE_PLACE_FOOTNOTE = "chú thích cuối trang"
TEMPLATE_PLACE_PARAGRAPH = "{part}, đoạn {number}"
TEMPLATE_PLACE_CELL = "bảng {table}, hàng {row}, ô {cell}"
# Keys are the values of `reports.template_faults.Fault`.
TEMPLATE_FAULTS = {
    "unknown-field": "Không có trường “{field}”.",
    "capital-field": "Tên trường “{field}” bị viết hoa.",
    "unknown-filter": "Không có bộ lọc “{field}” trong thẻ {tag}.",
    "unknown-word": "Thẻ {tag} bắt đầu bằng “{word}”, không phải từ mà mẫu hiểu được.",
    "not-text": "Thẻ {tag} in cả một danh sách hoặc một nhóm trường.",
    "not-a-list": "Thẻ {tag} lặp theo một trường chữ, không phải danh sách.",
    "dash": "Trong thẻ {tag}, Word đã đổi dấu trừ thành dấu gạch ngang dài.",
    "dashed-field": "Không có trường “{field}”: tên trường dùng dấu gạch dưới “_”.",
    "syntax": "Thẻ {tag} viết sai.",
    "open-tag": "Có “{mark}” mở thẻ mà thiếu dấu đóng trong cùng đoạn.",
    "close-tag": "Có “{mark}” đóng thẻ mà thiếu dấu mở trong cùng đoạn.",
    "cut-tag": "Một thẻ bị phím Enter cắt sang đoạn sau.",
    "deleted-tag": "Phần chữ đã xóa mà Word còn theo dõi vẫn chứa thẻ; thẻ đó vẫn bị điền.",
    "lost-words": "Chữ “{words}” nằm cùng chỗ với thẻ {tag} nên sẽ mất khi in.",
    "tags-together": "Thẻ {tag} đứng chung đoạn với thẻ khác nên thẻ kia sẽ mất khi in.",
    "data-row": "Thẻ {tag} nằm ngay trong hàng có dữ liệu nên cả hàng sẽ mất khi in.",
    "outside-table": "Thẻ {tag} chỉ dùng được trong bảng.",
    "not-closed": "Thẻ {tag} chưa có thẻ “{other}” đi kèm.",
    "not-opened": "Thẻ {tag} không có thẻ “{other}” mở trước nó.",
    "crossed": "Thẻ {tag} đóng trước khi thẻ {other} bên trong được đóng.",
    "other-kind": "Thẻ {tag} khác loại với thẻ mở {other}.",
    "other-place": "Thẻ {tag} không cùng chỗ (ô, bảng) với thẻ mở {other}.",
}
TEMPLATE_FIXES = {
    "unknown-field": "Có lẽ là “{nearest}”. Sửa lại trong Word rồi làm lại.",
    "capital-field": "Viết lại thành “{nearest}” (Word tự viết hoa chữ đầu câu).",
    "unknown-filter": "Có lẽ là “{nearest}”; hoặc bỏ phần sau dấu “|”.",
    "unknown-word": "Dùng “for”, “if”, “else”, “endif”, “endfor” hoặc “set”.",
    "not-text": "Lặp từng phần tử bằng “for” hoặc ghi thêm tên trường sau dấu chấm.",
    "not-a-list": "Chọn một trường là danh sách (trong danh sách trường có dấu “[]”).",
    "dash": "Gõ lại dấu trừ “-” rồi bấm Ctrl+Z ngay khi Word tự đổi.",
    "dashed-field": "Đó là trường “{nearest}”. Gõ lại cả thẻ: {tag}",
    "syntax": "Đối chiếu với mẫu có sẵn: trường viết {{{{ ten_truong }}}}, lệnh viết {{% if … %}}.",
    "open-tag": "Thêm “}}}}” hoặc “%}}” vào cuối thẻ.",
    "close-tag": "Thêm “{{{{” hoặc “{{%” vào đầu thẻ, hoặc xóa dấu thừa.",
    "cut-tag": "Xóa dấu xuống dòng để cả thẻ nằm trong một đoạn.",
    "deleted-tag": "Trong Word chọn Xem lại › Chấp nhận tất cả thay đổi rồi lưu lại.",
    "lost-words": "Để thẻ một mình trên một đoạn (thẻ “p”), một hàng (“tr”) hoặc một ô (“tc”).",
    "tags-together": "Tách mỗi thẻ thành một đoạn riêng.",
    "data-row": "Đặt thẻ mở trên một hàng riêng phía trên, thẻ đóng trên một hàng riêng phía dưới.",
    "outside-table": "Ngoài bảng dùng thẻ “{{%p … %}}”.",
    "not-closed": "Thêm thẻ “{other}” cùng loại ở cuối phần đó.",
    "not-opened": "Thêm thẻ “{other}” ở đầu phần đó hoặc xóa thẻ thừa.",
    "crossed": "Đóng thẻ bên trong trước, thẻ bên ngoài sau.",
    "other-kind": "Hai thẻ của một cặp phải cùng chữ đầu: cùng “p”, cùng “tr” hoặc cùng không có.",
    "other-place": "Đưa thẻ mở và thẻ đóng vào cùng một ô, hoặc cùng ngoài bảng.",
}
TEMPLATE_FAILED = "Không điền được mẫu “{file}”: có thẻ tính toán không thực hiện được."
TEMPLATE_FAILED_HINT = "Bỏ phép tính trong mẫu, chỉ dùng trường có sẵn, rồi làm lại."
REPORT_NOT_WRITTEN = "Không ghi được tệp “{path}”."
REPORT_NOT_WRITTEN_HINT = (
    "Nếu tệp đang mở trong Word thì đóng lại; nếu đĩa đầy hoặc thư mục không ghi được thì chọn"
    " nơi khác."
)
REPORT_UNKNOWN = "Không có báo cáo “{report}”."
REPORT_UNKNOWN_HINT = "Các báo cáo có thể lập: {reports}."
REPORT_SECTION_UNKNOWN = "Báo cáo không có mục “{section}”."
REPORT_SECTION_UNKNOWN_HINT = "Các mục: {sections}."
CHART_MET = "Đạt"
CHART_NOT_MET = "Chưa đạt"
CHART_NO_DATA = "Chưa có số liệu"
CHART_PLANNED = "Kế hoạch"
CHART_DISBURSED = "Giải ngân"
CHART_MONEY_AXIS = "triệu đồng"

# --- review: where the commune stands ---
POINTS = "điểm"
HEADLINE = "Đạt {met}"
HEADLINE_SPARED = "gồm {count} {noun} không áp dụng"
HEADLINE_NONE = "Chưa nhập số liệu của kỳ này"
HEADLINE_TOTALS = "Đạt {total} ({note})"
HEADLINE_OTHER_TOTALS = "{totals} ({note})"
HEADLINE_OTHER_TOTAL = "{title}: đạt {total}"
TREND_UP = " – tăng {count} {noun} so với {period}"
TREND_DOWN = " – giảm {count} {noun} so với {period}"
TREND_SAME = " – không đổi so với {period}"
TREND_UNASSESSED = " – {count} {noun} chưa có số liệu kỳ này nên chưa so được với {period}"
TASK_NOTE = "{date}: {note}"
STEP_SEND = "Gửi dữ liệu"
STEP_DISTRUST = "Thôi tin một máy gửi"
KEY_UNKNOWN = "Không có máy nào với mã {fingerprint} trong danh sách đã xác nhận."
STEP_SAMPLE = "Mở dữ liệu mẫu: {title}"

# --- records: what is refused before it is written ---
KEY_FOREIGN = "Mã bản ghi “{key}” thuộc đơn vị khác; dữ liệu này của đơn vị {owner}."
KEY_FOREIGN_HINT = "Bỏ trống mã khi thêm mới, hoặc dùng mã bắt đầu bằng “{owner}/”."
SEEN_UNKNOWN = "Phiên bản đã xem không có trong lịch sử của bản ghi."
SEEN_UNKNOWN_HINT = "Mở lại bản ghi rồi sửa trên bản vừa mở."
REFERENCE_CIRCLE = "“{label}” không thể là chính bản ghi này hoặc bản ghi nằm trong nó."
SEARCH_WORDS = "Chữ cần tìm"
RECIPIENT_BAD = "“{unit}” không phải mã đơn vị nhận."
RECIPIENT_BAD_HINT = "Mã viết liền không dấu; nhiều mã cách nhau bằng dấu |."
REPORT_OUT_BAD = "“{path}” không phải tên tệp để ghi văn bản."
REPORT_OUT_BAD_HINT = "Ghi đủ tên tệp, ví dụ bao-cao.docx."
FILE_PROGRAMS = {".docx": "Word", ".xlsx": "Excel"}
REPORT_OUT_ENDING = "Tên tệp “{name}” không có đuôi {endings}: văn bản lập ra là tệp {kinds}."
REPORT_OUT_ENDING_HINT = "Đặt tên tệp là {name}."
REPORT_OUT_PDF_HINT = "Đặt tên tệp là {name}; bản PDF: thêm --pdf, hoặc nút Xuất PDF sau khi lập."

# --- batches: several records as one step ---
STEP_ADD_SEVERAL = "Thêm {count} {entity}"
STEP_ORDER = "Đổi thứ tự {entity}"
STEP_ATTENDANCE = "Ghi {count} người, nhóm: {state}"
PROGRESS_GATHER = "Lấy số liệu"
PROGRESS_CHARTS = "Vẽ biểu đồ"
PROGRESS_WRITE = "Ghi tệp Word"
SELF_CHECK_BACKUP = "Sao lưu và kiểm tra bản sao: {file}"
SELF_CHECK_REPORT = "Lập báo cáo Word: {size} KB"
SELF_CHECK_EXCHANGE = "Gửi và nhận {changes} thay đổi"

# --- annex: a set read from the table of a decision ---
ANNEX_PLACE = "{table}, dòng {row}, cột {column}"
ANNEX_PLACE_ROW = "{table}, dòng {row}"
ANNEX_TABLE = "Bảng {number}"
ANNEX_SHEET = "Trang tính “{name}”"
ANNEX_NOT_UNDERSTOOD = "chưa hiểu được"
ANNEX_TOO_LONG = "ô quá dài, không giống mức yêu cầu: chưa đọc"
ANNEX_DITTO_OTHER = "ghi như dòng trên nhưng dòng trên tính theo đơn vị khác"
ANNEX_EMPTY = "để trống"
ANNEX_LIST_BEGIN = "đầu danh sách"
ANNEX_BLANK = "ô trống: chưa có mức"
ANNEX_MET = "mức ghi “Đạt”"
ANNEX_MET_LIKELY = "được hiểu như “Đạt”"
ANNEX_NONE = "“Không” được hiểu là bằng 0"
ANNEX_DITTO = "ghi như dòng trên: lấy mức của dòng trên, cùng cột"
ANNEX_DITTO_NOTHING = "ghi như dòng trên nhưng dòng trên không có mức"
ANNEX_MARK = "chưa rõ nghĩa của “{text}”"
ANNEX_SCALE = "thang xếp loại ({scale}) do phần mềm điền, văn bản không ghi; cần xem lại"
ANNEX_SET_BY = {
    "province": "mức do cấp tỉnh quy định: để trống",
    "ministry": "mức do bộ, ngành quy định: để trống",
}
ANNEX_YEARS = "mức riêng cho từng năm"
ANNEX_YEARS_BAD = "có nhiều năm nhưng không đọc được đủ mức của từng năm"
ANNEX_PART = "có mức chung và mức của phần “trong đó”"
ANNEX_PART_UNNAMED = "có hai mức nhưng không rõ mức trong ngoặc là của phần nào"
ANNEX_PART_TEXT = "(phần ghi trong ngoặc)"
ANNEX_PART_BAD = "có hai mức nhưng không đọc được mức của phần “trong đó”"
ANNEX_STRICT = "“{text}” là lớn hơn hoặc nhỏ hơn hẳn; bộ tiêu chí chỉ ghi được ≥, ≤, ="
ANNEX_OVER_100 = "tỷ lệ trên 100%: cần xem lại"
ANNEX_UNIT_DOUBTFUL = "đơn vị tính chưa chắc: {unit}"
ANNEX_SIGN = "số có dấu so sánh"
ANNEX_WHOLE = "100% là mức cao nhất nên hiểu là ≥ 100%"
ANNEX_SIGN_IN_WORDING = "chiều so sánh lấy theo lời văn của chỉ tiêu"
ANNEX_NO_SIGN = "không ghi ≥ hay ≤: tạm hiểu là tối thiểu"
ANNEX_SENTENCE = "mức là câu chữ: xã tự đánh giá"
ANNEX_SENTENCE_DOUBTFUL = "câu chữ có con số: giữ nguyên để xã tự đánh giá, cần xem lại"
ANNEX_MERGED = "ô gộp: dùng chung cho các cột hoặc các dòng"
ANNEX_OTHER_KIND = "loại mức khác với các cột khác của chỉ tiêu này: để trống"
ANNEX_NONE_AS_LIMIT = "“Không” trong hàng có dấu ≤ được hiểu là ≤ 0"
ANNEX_NO_HEADER = "không thấy dòng tiêu đề (TT, Tiêu chí, Nội dung, Chỉ tiêu …)"
ANNEX_NO_TEXT_COLUMN = "không thấy cột tên tiêu chí hoặc nội dung"
ANNEX_NO_TARGET_COLUMN = "không thấy cột mức yêu cầu; mọi mức để trống"
ANNEX_NO_CRITERIA = "không thấy tiêu chí nào"
ANNEX_COLUMN_ROLES = {
    "code": "số thứ tự",
    "criterion": "tên tiêu chí",
    "indicator": "nội dung chỉ tiêu",
    "unit": "đơn vị tính",
    "target": "mức yêu cầu",
    "year": "mức của một năm",
    "ignored": "không dùng",
}
ANNEX_COLUMN_KNOWN = "tên cột quen thuộc"
ANNEX_COLUMN_BY_CELLS = "theo nội dung các ô bên dưới"
ANNEX_COLUMN_NOT_TARGETS = "cột “{name}” không giống mức yêu cầu: không dùng"
ANNEX_COLUMN_POINTS = "cột điểm “{name}” chưa được đưa vào bộ tiêu chí"
ANNEX_COLUMN_NOTE = "cột ghi chú, phân công hoặc hướng dẫn"
ANNEX_COLUMN_DOUBLED = "cột “{name}” trùng tên với cột khác"
ANNEX_REPEATED_HEAD = "dòng tiêu đề lặp lại ở trang sau"
ANNEX_NUMBER_ROW = "dòng đánh số cột"
ANNEX_REPEATED_CRITERION = "tên tiêu chí lặp lại ở trang sau"
ANNEX_ROW_UNKNOWN = "không hiểu dòng này: “{text}”"
ANNEX_HEADING_UNNUMBERED = "dòng tiêu đề không có số: không đưa vào bộ tiêu chí"
ANNEX_SECTION = "phần gồm nhiều tiêu chí"
ANNEX_NUMBERED = "có số ở cột thứ tự"
ANNEX_NUMBER_IN_TEXT = "số nằm trong lời văn"
ANNEX_UNNUMBERED = "không có số: mã “{code}” do phần mềm đặt"
ANNEX_SINGLE = "tiêu chí không chia nhỏ: một chỉ tiêu cùng mã"
ANNEX_UNNAMED = "(chưa đọc được tên tiêu chí)"
ANNEX_CRITERION_LOST = "chỉ tiêu {code} không nằm dưới tiêu chí nào"
ANNEX_CRITERION_OTHER = "chỉ tiêu {code} nằm dưới tiêu chí {criterion}"
ANNEX_CODE_DOUBLED = "mã {code} đã có ở trên; tạm ghi là {other}"
ANNEX_CODE_ZERO = "bảng tính làm mất số 0 ở cuối: {code} được hiểu là {other}"
ANNEX_CODE_GAP = "sau {before} là {after}: có thể thiếu dòng"
ANNEX_NO_TARGET = "chỉ tiêu {code} chưa có mức ở cột nào"
ANNEX_ROW_OF_SAME = "mức thứ hai cho cùng một nội dung: chưa đưa vào"
ANNEX_CRITERION_TARGET = "tiêu chí {code} có mức riêng ngoài mức của các chỉ tiêu: chưa đưa vào"
ANNEX_CRITERION_EMPTY = "tiêu chí {code} không có chỉ tiêu nào"
ANNEX_PARTS_JOINED = "dòng nhỏ không có mức riêng: ghép vào lời văn của chỉ tiêu"
ANNEX_PARTS_SPLIT = "dòng nhỏ có mức riêng: mỗi dòng là một chỉ tiêu"
ANNEX_GENDER_KIND = "“cả nam và nữ” chỉ dùng được với tỷ lệ; chỉ tiêu {code} chưa ghi"
ANNEX_PART_DIFFERS = "phần “trong đó” khác với cột khác: để trống"
ANNEX_KIND_UNKNOWN = "chưa rõ loại số liệu: tạm để xã tự đánh giá"
ANNEX_KIND_RATE = "lời văn hoặc đơn vị tính là tỷ lệ; chiều so sánh chưa ghi, cần xem lại"
ANNEX_TABLES_JOINED = "cùng tiêu đề với bảng trước: đọc tiếp"
ANNEX_STATUS = "nhập từ tệp “{file}”; chưa đối chiếu văn bản gốc"
ANNEX_ISSUER_UNKNOWN = "(chưa ghi cơ quan ban hành)"
ANNEX_NOTE = "nhập từ bảng phụ lục trong tệp “{file}”"
ANNEX_GROUP_COMMON = "Chỉ tiêu chung"
ANNEX_GROUP_KIND = "cột của phụ lục"
ANNEX_NAME_GUESSED = "tên bộ tiêu chí lấy từ tên tệp"
ANNEX_LEVEL_GUESSED = "không rõ bộ tiêu chí dành cho cấp nào: tạm ghi là xã"
NOUN_CRITERION = "tiêu chí"
NOUN_STANDARD = "tiêu chuẩn"
ANNEX_NAME_READ = "tên lấy từ chữ phía trên bảng"
ANNEX_PACK_REFUSED = "chưa lập được bộ tiêu chí: {reason}"
ANNEX_NESTED = "có bảng nằm trong ô: không đọc bảng bên trong"
ANNEX_DELETED = "có dòng, ô hoặc chữ đã xóa (theo dõi thay đổi): không đọc phần đã xóa"
ANNEX_AUTO_NUMBER = "ô đánh số tự động: số không nằm trong tệp nên không đọc được"
ANNEX_OLD_FONT = "chữ dùng phông cũ (TCVN3, VNI): chưa đọc được; chuyển sang Unicode rồi nhập lại"
ANNEX_UNDERLINED = "dấu gạch chân được hiểu là ≥ hoặc ≤"
ANNEX_NOT_CALCULATED = "có ô công thức chưa có kết quả; mở bằng Excel, lưu lại rồi nhập"
ANNEX_CUT = "bảng quá lớn: chỉ đọc {rows} dòng và {columns} cột đầu"
ANNEX_HIDDEN = "có dòng hoặc cột bị ẩn; vẫn đọc"
ANNEX_HIDDEN_SHEET = "trang tính bị ẩn; vẫn đọc"
ANNEX_FILE_MISSING = "Không tìm thấy tệp {path}."
ANNEX_FILE_MISSING_HINT = "Kiểm tra lại đường dẫn."
ANNEX_FILE_KIND = "Tệp {path} không phải .docx hoặc .xlsx."
ANNEX_FILE_KIND_HINT = "Mở bằng Word hoặc Excel, lưu lại thành .docx hoặc .xlsx rồi nhập."
ANNEX_FILE_LOCKED = "Tệp {path} có mật khẩu hoặc là định dạng cũ (.doc, .xls)."
ANNEX_FILE_LOCKED_HINT = "Bỏ mật khẩu, lưu lại thành .docx hoặc .xlsx rồi nhập."
ANNEX_FILE_BROKEN = "Tệp {path} bị hỏng hoặc không đúng định dạng."
ANNEX_FILE_BROKEN_HINT = "Mở bằng Word hoặc Excel, lưu lại thành tệp mới rồi nhập."
ANNEX_FILE_LARGE = "Tệp {path} quá lớn."
ANNEX_FILE_LARGE_HINT = "Chép riêng bảng phụ lục sang một tệp mới rồi nhập tệp đó."
ANNEX_NO_TABLE = "Tệp {path} không có bảng nào."
ANNEX_NO_TABLE_HINT = "Phụ lục là ảnh chụp thì chưa đọc được; cần bảng có chữ."
ANNEX_TABLE_UNKNOWN = "Không có bảng số {number}; tệp có {count} bảng."
ANNEX_TABLE_UNKNOWN_HINT = "Bỏ --table để phần mềm tự chọn, hoặc chọn số từ 1 đến {count}."
ANNEX_NOTHING_TO_WRITE = "Chưa đọc được tiêu chí nào nên không ghi tệp."
ANNEX_NOTHING_TO_WRITE_HINT = "Xem các chỗ đã nêu, sửa bảng trong tệp gốc rồi nhập lại."

# --- criteria sets of the data folder ---
SET_FILE_MISSING = "Không tìm thấy tệp {path}."
SET_FILE_MISSING_HINT = "Kiểm tra lại đường dẫn."
SET_FILE_NOT_JSON = "Tệp {path} không phải JSON hợp lệ."
SET_FILE_NOT_JSON_HINT = "Chỗ sai: {reason}"
SET_FILE_LARGE = "Tệp {path} quá lớn so với một bộ tiêu chí."
SET_SHIPPED = "Mã “{set_id}” là của bộ tiêu chí có sẵn trong phần mềm."
SET_SHIPPED_HINT = "Đặt mã khác (trường id) cho bộ tiêu chí của mình."
SET_EXISTS = "Dữ liệu này đã có bộ tiêu chí “{set_id}” với nội dung khác."
SET_EXISTS_HINT = "Bản mới của văn bản thì đặt mã mới; sửa bộ cũ thì thêm --replace."
SET_NAME_DIFFERS = "tên tệp khác mã “{set_id}” ghi bên trong"

# --- overlays: targets of a province or of the commune, and checks ---
OVERLAY_SET_BY_UNKNOWN = "chưa rõ ai quy định"
OVERLAY_DATED = "{origin} ngày {date}"
OVERLAY_NOT_USED = "Mức yêu cầu của chỉ tiêu {code} không dùng được: {reason}."
OVERLAY_NO_INDICATOR = "bộ tiêu chí không có chỉ tiêu này"
OVERLAY_NO_GROUP = "bộ tiêu chí không có nhóm “{group}”"
OVERLAY_NO_TARGETS = "chỉ tiêu loại này không có mức yêu cầu riêng"
OVERLAY_NEEDS_YEAR = "mức của chỉ tiêu này thay đổi theo năm nên phải ghi rõ năm"
OVERLAY_NEEDS_YEAR_HINT = "Thêm --year, ví dụ --year 2024."
OVERLAY_BAD_TARGET = "mức đã ghi không hợp với loại chỉ tiêu"
OVERLAY_EMPTY = "Chưa ghi mức yêu cầu của chỉ tiêu {code}."
OVERLAY_OTHER_SIGN = "Chỉ tiêu {code} so sánh bằng “{sign}”; mức ghi dấu khác."
OVERLAY_OTHER_SIGN_HINT = "Ghi đúng dấu của bộ tiêu chí hoặc chỉ ghi số."
OVERLAY_ONLY_MET = "Mức yêu cầu của chỉ tiêu {code} chỉ có thể là “đạt”."
OVERLAY_ONLY_MET_HINT = "Chỉ tiêu này trả lời đạt hoặc chưa đạt, không có số."
OVERLAY_NEEDS_GROUP = "Chưa rõ mức này của nhóm nào trong bộ {set_id}."
OVERLAY_NEEDS_GROUP_HINT = "Ghi rõ nhóm: {groups}; ghi “*” khi áp dụng cho mọi nhóm."
OVERLAY_SETTER_UNKNOWN = "“{word}” không phải cấp quy định mức yêu cầu."
OVERLAY_REFUSED = "Tệp mức yêu cầu có {count} lỗi, chưa ghi gì:"
OVERLAY_OTHER_SET = "phải là “{set_id}”"
OVERLAY_NO_ROWS = "cần danh sách có từ 1 đến {limit} mức yêu cầu"
WORDING_PART = "trong đó: {text}"
WORDING_SCALE = "thang xếp loại: {scale}"
WORDING_BY_GENDER = "đạt cho cả nam và nữ"
WORDING_IF_ANY = "áp dụng nếu có"
CHECK_NEEDS_DOCUMENT = "Đã đối chiếu thì phải ghi ai đối chiếu và với văn bản nào."
TARGET_OVER_WHOLE = "Mức {text} của chỉ tiêu {code} lớn hơn 100%."
TARGET_WAS_CHECKED = (
    "Mức {text} của chỉ tiêu {code} đã đối chiếu với văn bản ({source}); mức mới chưa đối chiếu"
    " nên dấu “đã đối chiếu” sẽ mất."
)
TARGETS_EMPTIED = "Sửa như vậy thì các mức của chỉ tiêu {code} để trống, phải nhập lại: {targets}."
TARGETS_EMPTIED_CHECKED = "{target} (đã đối chiếu)"
STEP_TARGET = "Mức yêu cầu {code}: {text}"
STEP_TARGETS = "Nhập {count} mức yêu cầu"
STEP_CHECKED = "Đối chiếu {count} mức yêu cầu"
CHECK_NO_TARGET = "Chỉ tiêu {code} chưa có mức yêu cầu để đối chiếu."
CHECK_NO_TARGET_HINT = "Ghi rõ một nhóm và năm, hoặc đặt mức trước bằng “ntm sets target set”."
STEP_WORDING = "Đối chiếu câu chữ {count} mục"

# --- evidence: files that prove what a record says ---
EVIDENCE_UNNAMED = "minh-chung"
EVIDENCE_EMPTY = "Tệp “{name}” trống, không có nội dung."
EVIDENCE_EMPTY_HINT = "Kiểm tra lại tệp rồi đính kèm bản có nội dung."
EVIDENCE_TOO_LARGE = "Tệp “{name}” nặng {size}, lớn hơn mức cho phép là {limit}."
EVIDENCE_TOO_LARGE_HINT = "Nén ảnh, cắt ngắn video hoặc tách tệp rồi đính kèm lại."
EVIDENCE_REFUSED = {
    "program": (
        "“{name}” là chương trình, tập lệnh hoặc trang web, không nhận làm minh chứng.",
        "Chỉ nhận ảnh, PDF, văn bản, bảng tính, trình chiếu và video: {kinds}.",
    ),
    "macros": (
        "“{name}” có chứa macro (lệnh chạy được), không nhận làm minh chứng.",
        "Mở tệp, lưu lại thành .docx, .xlsx, .pptx hoặc .pdf rồi đính kèm.",
    ),
    "locked": (
        "“{name}” có mật khẩu, sau này người khác không mở được.",
        "Mở tệp, bỏ mật khẩu, lưu lại rồi đính kèm.",
    ),
    "archive": (
        "“{name}” là tệp nén.",
        "Giải nén rồi đính kèm từng tệp: {kinds}.",
    ),
    "unknown": (
        "“{name}” không thuộc loại tệp nhận làm minh chứng (xét theo nội dung tệp).",
        "Các loại nhận: {kinds}. Tệp loại khác thì lưu lại thành .pdf rồi đính kèm.",
    ),
}
EVIDENCE_FOLDER = "“{name}” là thư mục."
EVIDENCE_FOLDER_HINT = "Chọn từng tệp trong thư mục."
EVIDENCE_NOT_A_FILE = "“{name}” không phải tệp thường."
EVIDENCE_NOT_A_FILE_HINT = "Chọn tệp ảnh, PDF, văn bản hoặc video nằm trên ổ đĩa."
EVIDENCE_FILE_MISSING = "Không tìm thấy tệp “{name}”."
EVIDENCE_FILE_MISSING_HINT = "Kiểm tra lại tên tệp và thư mục."
EVIDENCE_UNREADABLE = "Không đọc được tệp “{name}”."
EVIDENCE_UNREADABLE_HINT = "Đóng chương trình đang mở tệp, kiểm tra quyền đọc, rồi làm lại."
EVIDENCE_CHANGING = "Tệp “{name}” bị thay đổi trong lúc sao chép."
EVIDENCE_CHANGING_HINT = "Chờ chương trình khác ghi xong tệp rồi đính kèm lại."
EVIDENCE_NO_ROOM = "Ổ đĩa không đủ chỗ cho “{name}” ({size})."
EVIDENCE_NO_FILES = "Chưa chọn tệp nào để đính kèm."
EVIDENCE_OF_EVIDENCE = "Không đính kèm minh chứng vào một minh chứng khác."
EVIDENCE_OF_EVIDENCE_HINT = "Đính kèm vào bản ghi mà minh chứng thuộc về."
EVIDENCE_GONE = "Tệp của minh chứng “{name}” không còn trong thư mục dữ liệu."
EVIDENCE_GONE_HINT = "Chép lại tệp từ bản sao lưu (thư mục “minh-chung”), hoặc đính kèm lại."
EVIDENCE_AWAY = "Tệp của minh chứng “{name}” chưa về: mới nhận phần ghi chép."
EVIDENCE_AWAY_HINT = "Gửi biên nhận cho nơi gửi; gói sau của họ sẽ kèm tệp này."
EVIDENCE_ALTERED = "Tệp của minh chứng “{name}” đã bị thay đổi so với lúc đính kèm."
EVIDENCE_STATES = {
    "here": "có tệp",
    "missing": "mất tệp",
    "changed": "tệp bị thay đổi",
    "not_arrived": "tệp chưa về",
}
EVIDENCE_WHERE = "{entity}: {title}"
EVIDENCE_WHERE_PERIOD = "{entity}: {title} ({period})"
EVIDENCE_WHERE_GONE = "{entity} đã xóa ({key})"
EVIDENCE_BACKUP_FAILED = "Đã sao lưu tệp dữ liệu nhưng chưa sao lưu đủ tệp minh chứng vào {path}."
STEP_ATTACH = "Đính kèm minh chứng: {title}"
PROGRESS_EVIDENCE_COPY = "Sao lưu tệp minh chứng"

# --- roadmap: what is not met, dossiers ---
DOSSIER_NOT_MET = "Hồ sơ tiêu chí {code} ghi “{state}” nhưng tiêu chí chưa đạt đủ."
DOSSIER_NO_DOCUMENT = "Hồ sơ tiêu chí {code} ghi ngành đã xác nhận nhưng chưa có số, ngày văn bản."

# --- recognition: what is watched afterwards ---
RECOGNITION_UNNAMED = "quyết định công nhận"
REVOCATION_HALF = (
    "Đã công nhận {title} ({decision}) nhưng {not_met}/{total} tiêu chí không đáp ứng, từ 50% trở"
    " lên: thuộc trường hợp thu hồi theo Quyết định số {law}."
)
REVOCATION_DECISIVE = (
    "Đã công nhận {title} ({decision}) nhưng {not_met}/{total} tiêu chí không đáp ứng, từ 30% đến"
    " dưới 50%, trong đó có tiêu chí {codes}: thuộc trường hợp thu hồi theo Quyết định số {law}."
)
RECOGNITION_EXPIRED = "Công nhận {title} ({decision}) có giá trị đến {date}, đã hết hạn."

# --- corrections of a set read out of an annex ---

ANNEX_NEEDS_SIGN = "Chưa rõ mức của chỉ tiêu {code} là tối thiểu hay tối đa."
ANNEX_NEEDS_SIGN_HINT = "Ghi dấu ≥ hoặc ≤ trước số."
ANNEX_NEEDS_SCALE = "Chưa rõ các bậc xếp loại của “{text}”."
ANNEX_NEEDS_SCALE_HINT = "Ghi một bậc quen thuộc (Khá, Tốt, Mức độ 2) hoặc chọn loại “tự đánh giá”."
ANNEX_ID_TAKEN = "Đã có bộ tiêu chí mang mã “{set_id}”."
ANNEX_ID_TAKEN_HINT = "Đặt mã khác cho bộ đọc từ tệp này."

# --- reassessment: what if another set counted ---
REASSESS = "Nếu xét theo bộ {name}: {parts}"
REASSESS_MET = "đạt {met}/{total} {noun}"
REASSESS_NOT_MET = "{count} {noun} chưa đạt ({codes})"
REASSESS_NO_DATA = "{count} {noun} chưa có số liệu"
REASSESS_NO_TARGET = "{count} chỉ tiêu có số liệu nhưng chưa rõ mức yêu cầu"
REASSESS_UNVERIFIED = "{count} kết quả dựa vào mức yêu cầu chưa đối chiếu với văn bản gốc."
REASSESS_CARRIED = "{count} chỉ tiêu lấy số từ bộ {name}"
REASSESS_EMPTY = "Bộ {name} chưa có danh sách chỉ tiêu trong phần mềm nên chưa xét được"
REASSESS_EMPTY_HINT = (
    "Nhập phụ lục của quyết định ban hành: Cài đặt › Bộ tiêu chí › Đọc bộ từ phụ lục quyết định."
)

# --- trend: periods beside each other ---
COMPARED_PREVIOUS = "So với kỳ trước ({period})"
COMPARED_LAST_YEAR = "So với cùng kỳ năm trước ({period})"
COMPARED_CHOSEN = "So với {period}"
COMPARED_BETTER = "tăng {count} {noun}"
COMPARED_WORSE = "giảm {count} {noun}"
COMPARED_SAME = "không đổi"
COMPARED_UNASSESSED = "{count} {noun} chưa có số liệu kỳ này"
CHART_YEAR = "năm"
CHART_TREND_AXIS = "tiêu chí đạt trên tổng số"
TREND_PERIODS = {"year": "{year}", "month": "T{number}/{year}", "quarter": "Q{number}/{year}"}
TREND_FIRST_MONTHS = "{months}T đầu {year}"
TREND_LAST_MONTHS = "{months}T cuối {year}"
TREND_UNTIL = "đến {date}"
CHART_TOTALS = "số tổng hợp"

# --- recognition: titles, conditions, appraisal ---
HOLDING_NOT_YET = "chưa công nhận"
HOLDING_HELD = "đang giữ"
HOLDING_EXPIRING = "sắp hết hạn"
HOLDING_EXPIRED = "đã hết hạn"
HOLDING_REVOKED = "đã thu hồi"
TITLE_DIFFERS = "Số tổng hợp ghi {typed}, các quyết định công nhận đã nhập cộng được {counted}."
TITLE_OVER = "{title}: {count} – số đạt lớn hơn tổng số, kiểm tra lại."
TITLE_PLAN_SUPERIOR = "đạt {share} kế hoạch cấp trên giao"
TITLE_PLAN_OWN = "đạt {share} kế hoạch của đơn vị"
REGISTRATION_LATE = "{unit} đăng ký đạt {title} năm {year} nhưng chưa có quyết định công nhận."
RECOGNITION_SOON = "{unit}: {title} có giá trị đến {date}, còn không quá 06 tháng."
RECOGNITION_OVER = "{unit}: {title} có giá trị đến {date}, đã hết hạn."
CONDITION_UNKNOWN = "Không có điều kiện “{code}” trong quy định công nhận của bộ tiêu chí này."
CONDITION_UNKNOWN_HINT = "Các điều kiện: {codes}."
CONDITION_COMPUTED_ONLY = "Điều kiện {code} tính từ số liệu của bộ tiêu chí, không khai trực tiếp."
PAPER_UNKNOWN = "Không có thành phần hồ sơ “{code}” trong quy định công nhận của bộ tiêu chí này."
CONDITION_NOT_APPLICABLE_HINT = "Điều kiện này chỉ nhận kết quả đạt hoặc chưa đạt."
CONDITION_RATE_ONLY = "Điều kiện {code} không có tỷ lệ phần trăm."
SET_CONDITION = "Đáp ứng đầy đủ mức đạt chuẩn theo yêu cầu của bộ tiêu chí"
CONDITION_SET_MET = "Đạt {met}/{total} {noun}."
CONDITION_SET_SHORT = "Đạt {met}/{total} {noun}; chưa đạt: {codes}."
CONDITION_SET_UNKNOWN = "Đạt {met}/{total} {noun}; chưa đủ số liệu: {codes}."
CONDITION_SET_TOTALS = "Đạt {met}/{total} {noun} (số tổng hợp, chưa có chi tiết)."
CONDITION_SET_NONE = "Chưa nhập số liệu của kỳ này."
CONDITION_RATE_MET = "Tỷ lệ hài lòng {value}, mức yêu cầu {required}."
CONDITION_RATE_SHORT = "Tỷ lệ hài lòng {value}, thấp hơn mức yêu cầu {required}."
CONDITION_RATE_UNKNOWN = (
    "Tỷ lệ hài lòng {value}; phần mềm chưa có mức yêu cầu, nhập mức theo văn bản đang áp dụng."
)
CONDITION_RATE_NONE = "Chưa nhập tỷ lệ hài lòng và mức yêu cầu theo văn bản đang áp dụng."
CONDITION_RATE_NO_VALUE = "Chưa nhập tỷ lệ hài lòng; mức yêu cầu {required}."
CONDITION_DEBT = "Theo sổ công trình còn nợ {amount} (nghiệm thu trừ giải ngân)."
CONDITION_NO_DEBT = "Theo sổ công trình không còn nợ (nghiệm thu trừ giải ngân)."
CONDITION_DEBT_UNKNOWN = "Sổ công trình chưa có giá trị nghiệm thu nào để tính nợ."
CONDITION_DEBT_OTHERS = "Phần mềm chỉ tính được nợ từ sổ công trình của chính đơn vị."
CONDITION_DECLARED = "Tự đánh giá: {outcome}."
CONDITION_NOT_DECLARED = (
    "Chưa có kết luận; chọn đạt hoặc chưa đạt theo văn bản của cơ quan có thẩm quyền."
)
CONDITION_CONTRADICTS = "Tự đánh giá “{outcome}” trái với số liệu."
CONDITION_DOCUMENT = "Văn bản: {document}."
CONDITIONS_NO_RULES = (
    "Phần mềm chưa có quy định về điều kiện, hồ sơ công nhận cho bộ tiêu chí này;"
    " chỉ tính việc đáp ứng bộ tiêu chí."
)
CONDITION_APPLIED_EARLY = (
    "Đã đề nghị công nhận {title} khi mới đạt {met}/{total} {noun}: kiểm tra lại trước khi gửi"
    " hồ sơ."
)
CONDITION_PLANNED_EARLY = (
    "Đăng ký đạt {title} năm {year}, đến {period} mới đạt {met}/{total} {noun}."
)
CONDITION_PAPER_EARLY = (
    "Hồ sơ đã có “{paper}” trong khi mới đạt {met}/{total} {noun}: kiểm tra lại trước khi gửi."
)
APPRAISAL_DIFFERS = "Tiêu chí {code}: đơn vị tự đánh giá “{own}”, thẩm định “{found}”."
APPRAISAL_NO_DOCUMENT = "Tiêu chí {code} có kết quả thẩm định nhưng chưa ghi {lacking} văn bản."
APPRAISAL_NUMBER, APPRAISAL_DATE = "số", "ngày"
STEP_CONDITIONS = "Điều kiện công nhận: {codes}"
RULES_BAD = "Tệp quy định công nhận {name} viết chưa đúng."

# --- criteria set editor ---
WORDING_EMPTY = "Chưa ghi câu chữ của mã {code}."
WORDING_NEEDS_DOCUMENT = "Sửa câu chữ thì phải ghi theo văn bản nào, ai đã xem văn bản."
STEP_WORDING_TEXT = "Sửa câu chữ mã {code} theo {document}"
STEP_WORDING_BACK = "Trở về câu chữ của bộ tiêu chí: mã {codes}"
STEP_UNCHECKED = "Bỏ ghi đối chiếu {count} mức yêu cầu"
STEP_MEASURE = "Chỉ tiêu {code} đo cùng một thứ với {other}"
STEP_MEASURE_OFF = "Chỉ tiêu {code} không còn đo cùng với bộ khác"
WORDING_NOTHING = "Mã {code} chưa có gì để trở lại: câu chữ đang là của bộ tiêu chí."
MEASURE_OTHER_KIND = "Chỉ tiêu {code} và {other} khác loại hoặc khác đơn vị đo."
MEASURE_OTHER_KIND_HINT = "Chỉ nối các chỉ tiêu cùng loại, cùng đơn vị đo."
MEASURE_SAME_SET = "Chỉ nối chỉ tiêu của hai bộ khác nhau."
MEASURE_OF_SET = "Chỉ tiêu {code} đã được bộ tiêu chí nối với mã “{measure}”."
MEASURE_OF_SET_HINT = "Mã nối ghi trong bộ có sẵn không đổi ở đây."
TARGET_NOT_CHECKED = "Chỉ tiêu {code} chưa ghi đối chiếu mức ở đơn vị này."
SET_NOT_OWN = "“{name}” là bộ có sẵn của phần mềm, không sửa cấu trúc được."
SET_NOT_OWN_HINT = "Sao chép thành bộ riêng rồi sửa bản sao."
SET_COPY_STATUS = "sao chép ngày {date} từ bộ “{name}” ({set_id})"
SET_ID_BAD = (
    "Mã bộ “{set_id}” viết không đúng: chỉ dùng chữ thường không dấu, số và dấu -, nhiều nhất 60"
    " ký tự."
)
SET_NAME_EMPTY = "Chưa ghi tên bộ tiêu chí."
STEP_SET_COPY = "Sao chép mức, câu chữ sang bộ {name}"
CODE_IN_USE = "Mã {codes} đang có {count} dòng dữ liệu ({what}), không bỏ được."
CODE_IN_USE_HINT = "Giữ mã này, hoặc xóa dữ liệu của mã đó trước."
KIND_IN_USE = (
    "Chỉ tiêu {code} đang có {count} số liệu nên không đổi loại, đơn vị tính, phần “trong đó”, "
    "nam và nữ được."
)
SET_IN_USE = "Bộ “{name}” đang có {count} dòng dữ liệu ({what}), không xóa được."
SET_IN_USE_HINT = "Thôi theo dõi bộ này là đủ; dữ liệu vẫn còn khi cần xem lại."
SET_NEEDED = "Bộ “{other}” có chỉ tiêu lấy mức theo bộ “{name}”."
SET_NEEDED_HINT = "Sửa hoặc xóa bộ kia trước."
SET_NOT_REMOVED = "Không có bộ đã xóa mang mã “{set_id}”."
SET_NOT_REMOVED_HINT = "Các bộ lấy lại được: {sets}."
SET_NONE_REMOVED_HINT = "Chưa xóa bộ riêng nào."
STEP_SET_REMOVE = "Xóa bộ {name}, thôi theo dõi"
RULES_DROPPED = "Không còn kiểm tra được, nên bỏ: {rules}"
SET_NO_PREVIOUS = "Bộ “{name}” chưa có lần sửa nào để hoàn tác."
CODE_MISSING = "Bộ tiêu chí không có mã {code}."
CODE_TAKEN = "Mã {code} đã có trong bộ tiêu chí."
CODE_EMPTY = "Chưa ghi mã."
PACK_OTHER_FORMAT = "Tệp bộ tiêu chí của phiên bản khác hoặc đã hỏng, không sửa ở đây được."
EDIT_REFUSED = "Sửa như vậy thì bộ tiêu chí có {count} lỗi nên chưa ghi:"
PLACE_CRITERION = "tiêu chí {code}"
PLACE_INDICATOR = "chỉ tiêu {code}"
PLACE_NUMBER = "thứ {number}"
PLACE_FIELDS = {
    "code": "mã",
    "name": "tên",
    "text": "câu chữ",
    "kind": "loại",
    "operator": "dấu so sánh",
    "measure_unit": "đơn vị đo",
    "scale": "thang xếp loại",
    "targets": "mức yêu cầu",
    "sub_text": "phần “trong đó”",
    "by_gender": "nam, nữ riêng",
    "max_points": "điểm tối đa",
    "interpolation": "nội suy điểm",
    "relative_to": "mức theo bộ khác",
    "complete": "đã đủ nội dung",
    "indicators": "các chỉ tiêu",
    "criteria": "các tiêu chí",
    "short_name": "tên ngắn",
    "id": "mã bộ",
}

# --- units below the office: names, totals over them ---
UNIT_WORD = "đơn vị"
STEP_UNIT_ADD = "Thêm {name}"
STEP_UNITS_ADD = "Thêm {count} đơn vị"
STEP_UNIT_RENAME = "Đổi tên {old} thành {new}"
STEP_UNIT_CLOSE = "{name} hết hiệu lực từ {date}"
STEP_UNIT_REOPEN = "{name} còn hiệu lực"
STEP_UNIT_REMOVE = "Xóa {name}"
UNIT_NAME_TAKEN = "Đã có {name} trong danh sách."
UNIT_NAME_TAKEN_HINT = "Hai đơn vị trùng tên thì ghi thêm chữ để phân biệt."
UNIT_CODE_TAKEN = "Mã “{code}” đã dùng cho {name}."
UNIT_CODE_BAD = "Mã đơn vị “{code}” chỉ gồm chữ không dấu, chữ số và dấu . _ -."
UNIT_CODE_HINT = "Để trống thì phần mềm tự đặt mã."
UNIT_NONE_BELOW = "{name} không có đơn vị cấp dưới để lập danh sách."
UNIT_NO_NAMES = "Danh sách chưa có tên đơn vị nào."
UNIT_NO_NAMES_HINT = "Mỗi tên một dòng, ghi đủ cả chữ thôn, ấp, bản, tổ dân phố…"
UNIT_NOT_HERE = "Không có đơn vị “{text}” trong danh sách."
UNIT_NOT_HERE_HINT = "Xem danh sách bằng “ntm villages”, hoặc ghi đúng mã."
UNIT_SEVERAL = "Có {count} đơn vị cùng tên “{text}”."
UNIT_SEVERAL_HINT = "Ghi mã thay cho tên: {codes}."
UNIT_IS_OFFICE = "{name} là đơn vị của dữ liệu này, sửa ở Cài đặt › Cơ quan."
UNIT_IN_USE = "Không xóa được {name}: {count} mục đã ghi cho đơn vị này."
UNIT_IN_USE_HINT = "Ghi ngày hết hiệu lực: đơn vị vẫn đọc được ở các kỳ trước."
UNIT_CLOSE_ORDER = "Ngày hết hiệu lực phải sau ngày có hiệu lực {date}."
UNIT_CLOSED_NOTE = "đến {date}"
ROLLUP_REACHED = "đạt {text}"
ROLLUP_UNKNOWN = "cả {count} {word} đều chưa có số liệu"
ROLLUP_COUNT = "{met}/{total} {word}"
ROLLUP_SHARE = "{count} ({share})"
UNIT_FIGURES_DIFFER = (
    "{name}: {owners} ghi khác nhau ở chỉ tiêu {codes}; đang dùng số của {used}, cần đối chiếu."
)
ROLLUP_DIFFERS = (
    "“{title}”: số đã ghi là {stated}, cộng từ danh sách đơn vị là {counted}. "
    "Phần mềm giữ nguyên số đã ghi."
)

# --- locks and checks ---

PACK_RULE_UNKNOWN_CODE = "không có chỉ tiêu “{code}” trong bộ tiêu chí"
PACK_RULE_NOT_NUMERIC = "chỉ tiêu “{code}” không có số để kiểm tra"
PACK_RULE_BAD_RANGE = "số nhỏ nhất (minimum) phải không lớn hơn số lớn nhất (maximum)"
PACK_RULE_NO_PART = "một chỉ tiêu thì phải có phần “trong đó” (sub_text)"
PACK_RULE_NEEDS_TWO = "cần đúng hai chỉ tiêu, hoặc một chỉ tiêu có phần “trong đó”"
PACK_RULE_TOO_FEW = "cần ít nhất {least} chỉ tiêu"
CHECK_SHARE = "Số liệu tính bằng % phải từ 0% đến 100%; xem lại số đã nhập, tử số và mẫu số."
CHECK_RATE = "Tỷ lệ thường từ 0% đến 100%, xem lại số đã nhập."
CHECK_NOT_NEGATIVE = "Số liệu không thể nhỏ hơn 0."
CHECK_PART = "Phần “trong đó” thường không lớn hơn toàn bộ."
CHECK_CHANGE_POINTS = "Thay đổi quá 20 điểm % so với kỳ trước, xem lại số đã nhập."
CHECK_CHANGE_PERCENT = "Thay đổi quá 50% so với kỳ trước, xem lại số đã nhập."
CHECK_SOURCE_DEFINITION = "Suy ra từ cách tính của chỉ tiêu."
CHECK_SOURCE_OWN = "Quy tắc riêng của phần mềm, không phải quy định."
CHECK_IS = "{code} là {value}"
CHECK_SUM = "{values} (các phần cộng lại {total})"
CHECK_CHANGED = "{code} là {value}, kỳ trước {before}"
CHECK_FOUND = "{said}. {why}"
CHECK_NOT_FOUND = "Kỳ này không có nội dung nào cần xem lại theo quy tắc “{rule}”."
CHECK_NOT_FOUND_HINT = "Xem danh sách bằng “ntm values check --set {set_id} --period {period}”."
CHECK_SEVERAL = "Quy tắc “{rule}” đang nhắc nhiều chỉ tiêu: {codes}."
CHECK_SEVERAL_HINT = "Nêu một chỉ tiêu bằng --indicator."
CHECK_ERROR_STAYS = "Đây là lỗi nên không giữ nguyên được: {text}"
CHECK_ERROR_STAYS_HINT = "Sửa số liệu; chỉ mục “cần xem lại” mới giữ nguyên được khi có lý do."
CHECK_NEEDS_REASON = "Giữ nguyên số liệu cần lý do."
CHECK_NEEDS_REASON_HINT = "Ghi vì sao số liệu đúng dù khác thường."
STEP_CHECK_OVERRIDE = "Giữ nguyên {codes}: {reason}"
LOCK_OF_SET = "{period} ({set})"
LOCK_CLOSED = "Số liệu {period} đã khóa"
LOCK_ON = " ngày {date}"
LOCK_REFUSED = "{closed}, nên không ghi được."
LOCK_REFUSED_HINT = (
    "Mở khóa ở màn hình Tiêu chí (nút “Mở khóa…”) hoặc bằng"
    " “ntm unlock --set {set_id} --period {period}{unit} --reason …” và ghi lý do."
)
LOCK_UNIT_OPTION = " --unit {unit}"
LOCK_UNDO_REFUSED = "{closed}, nên không hoàn tác được bước “{label}”."
LOCK_ALREADY = "{closed} rồi."
LOCK_OUTCOMES = "{place} đã khóa: kết quả đổi theo mức mới ở {codes}."
LOCK_WOULD_CHANGE = "{place} đã khóa: làm vậy thì kết quả đổi ở {changes}."
LOCK_CHANGE_OF = "{code} ({before} → {after})"
LOCK_CHANGES_MORE = "{count} mục khác"
LOCK_PLACE = "Số liệu {period} ({set}{unit})"
LOCK_TAKEN = "{place} đã khóa, nay đổi theo tệp nhận về: {codes}."
LOCK_WOULD_TAKE = (
    "{place} đã khóa mà tệp này có số khác: {codes}. Nhận tệp thì số đã khóa đổi theo; hỏi lại bên"
    " gửi nếu chưa rõ vì sao."
)
LOCK_DISAGREED = (
    "Còn {count} chỗ hai nơi ghi khác nhau trong kỳ này: {codes}. Nên thống nhất trước khi khóa, ở"
    " “Gửi · Nhận”, trang “Cần xử lý”."
)
LOCK_TOTALS = "số tổng hợp"
LOCK_FORMS = "{closed}: phiếu thu về sẽ không ghi được số, trừ khi mở khóa kỳ này."
LOCK_NONE = "Số liệu {period} của {set} chưa khóa."
LOCK_HAS_ERRORS = "Số liệu {period} còn {count} lỗi nên chưa khóa được: {errors}"
LOCK_HAS_ERRORS_HINT = "Sửa các số liệu đã nêu rồi khóa."
LOCK_ONLY_BY_COMMAND = "Khóa, mở khóa kỳ không ghi thẳng vào bản ghi."
LOCK_ONLY_BY_COMMAND_HINT = "Dùng nút “Khóa kỳ”, “Mở khóa…” hoặc lệnh “ntm lock”, “ntm unlock”."
UNLOCK_NEEDS_REASON = "Mở khóa kỳ cần lý do."
UNLOCK_NEEDS_REASON_HINT = "Ghi vì sao phải sửa số liệu đã khóa; lý do được giữ trong lịch sử."
STEP_LOCK = "Khóa kỳ {period}: {set}"
STEP_LOCK_REASON = "Khóa kỳ {period}: {set} ({reason})"
UNDO_OPENS_AGAIN = "Hoàn tác “{label}” thì kỳ hoặc cuộc họp đã đóng mở lại mà không ghi lý do."
LOCK_EVENTS = {
    "locked": "khóa",
    "unlocked": "mở khóa",
    "back_locked": "hoàn tác: khóa lại",
    "back_unlocked": "hoàn tác: mở lại",
}
STEP_UNLOCK = "Mở khóa kỳ {period}: {set} ({reason})"

# --- meetings: people, votes, passages, closing, doubts ---
VOTE_RESULT = "nhất trí {counted}, đạt {share}"
VOTE_OF_UNSAID = "{count}/…… {unit}"
VOTE_UNSAID = "……%"
VOTE_MET = "đạt (tính trên {base}: {share})"
VOTE_NOT_MET = "không đạt (tính trên {base}: {share})"
VOTE_VERDICT = "Yêu cầu {required}: {parts}"
ISSUE_VOTE_BASE = (
    "Biểu quyết “{question}”: chưa chọn “Tỷ lệ tính trên” số nào; {bases}. Chưa chọn thì văn bản "
    "in …… ở tỷ lệ."
)
ISSUE_VOTE_BASE_ONE = "tính trên {base} là {share}"
ISSUE_VOTE_REQUIRED = (
    "Biểu quyết “{question}”: không đọc được tỷ lệ yêu cầu “{required}”. Ghi như 90% hoặc trên 50%."
)
ISSUE_GROUP_ABSENT = (
    "{name}: ghi có mặt {present} người nhưng điểm danh là {mark}. Văn bản in số có mặt."
)
CLOCK_BAD = "“{text}” không phải giờ trong ngày."
CLOCK_BAD_HINT = "Gõ 14:00, 14h30 hoặc 14 giờ 30."
CLOCK_WORDS = "{hour} giờ {minute}"
STEP_PERSON = "Lưu danh bạ: {name}"
STEP_END_POSITIONS = "Kết thúc {count} chức vụ của {name}"
PERSON_EMPTY = "Chưa ghi họ tên, cũng chưa ghi chức vụ nào."
PERSON_EMPTY_HINT = "Ghi ít nhất họ tên hoặc một chức vụ."
POSITION_OF_OTHER = "Chức vụ “{title}” là của người khác trong danh bạ."
POSITION_DATES = "Chức vụ “{title}”: ngày kết thúc {until} trước ngày bắt đầu {since}."
SPEAKER_UNKNOWN = "Chưa rõ người phát biểu"
PASSAGE_EMPTY = "Chưa chọn đoạn nào trong văn bản ghi cuộc họp."
PASSAGE_OUTSIDE = "Đoạn chọn nằm ngoài văn bản ghi cuộc họp."
PASSAGE_NOT_FOUND = "Không có đoạn này trong văn bản ghi cuộc họp: “{quote}”."
PASSAGE_NOT_FOUND_HINT = "Chép đúng từng chữ của đoạn, kể cả dấu câu."
PASSAGE_SEVERAL = "Đoạn “{quote}” có {count} lần trong văn bản ghi cuộc họp."
PASSAGE_SEVERAL_HINT = "Lấy thêm vài chữ trước hoặc sau để chỉ còn một chỗ."
PASSAGE_MARKED = "Đoạn này đã được đánh dấu là {kind}."
PASSAGE_TOO_LONG = "Đoạn chọn dài quá {limit} chữ; chia thành nhiều đoạn."
TRANSCRIPT_EMPTY = "Cuộc họp chưa có văn bản ghi."
TRANSCRIPT_EMPTY_HINT = "Dán bài viết hoặc bản ghi tay đã gõ vào mục “Văn bản ghi cuộc họp”."
STEP_MARK = "Đánh dấu {kind}: {quote}"
STEP_UNMARK = "Bỏ đánh dấu {kind}: {quote}"
STEP_TRANSCRIPT = "Sửa văn bản ghi cuộc họp: {title}"
DOCUMENT_MISSING_PARTS = "Trích dẫn chưa đủ ({missing}). Nguyên văn: “{printed}”"
DOCUMENT_NO_SYMBOL = "thiếu ký hiệu"
DOCUMENT_NO_NUMBER = "thiếu số"
DOCUMENT_UNNUMBERED = "(chưa rõ số)"
DOCUMENT_NO_SUBJECT = "thiếu trích yếu"
DOCUMENT_NO_DATE = "thiếu ngày"
DOCUMENT_NO_ISSUER = "thiếu cơ quan ban hành"
MEETING_FROZEN = "Cuộc họp “{title}” đã chốt nên không sửa được."
MEETING_UNDO_REFUSED = "Cuộc họp “{title}” đã chốt nên không hoàn tác được bước “{label}”."
MEETING_FROZEN_HINT = "Muốn đính chính: mở lại cuộc họp kèm lý do, sửa, rồi chốt lại thành bản mới."
MEETING_VERSION_FIXED = "Bản chốt không sửa, không xóa được."
MEETING_STATE_FINAL = "Không ghi thẳng trạng thái “đã chốt”."
MEETING_STATE_FINAL_HINT = "Dùng lệnh Chốt cuộc họp: phần mềm giữ lại toàn bộ nội dung lúc chốt."
MEETING_FINAL_ALREADY = "Cuộc họp “{title}” đã chốt rồi."
MEETING_NOT_FINAL = "Cuộc họp “{title}” chưa chốt, không cần mở lại."
MEETING_NO_DATE = "Chưa ghi ngày họp nên chưa chốt được."
MEETING_NO_DATE_HINT = "Chức vụ của người dự họp lấy theo ngày họp."
MEETING_DISAGREED = "Còn {count} chỗ hai máy ghi khác nhau, chưa chốt được."
MEETING_DISAGREED_HINT = "Xem từng chỗ chưa thống nhất, chọn nội dung đúng rồi chốt."
MEETING_TOO_LONG = "Nội dung cuộc họp quá dài, không giữ được trong một bản chốt."
REOPEN_REASON = "Chưa ghi lý do mở lại cuộc họp."
STEP_FINALISE = "Chốt cuộc họp lần {number}: {title}"
STEP_PAPER = "Ghi lựa chọn khi lập văn bản: {title}"
STEP_REOPEN = "Mở lại cuộc họp: {title}"
CHANGE_FIELD = "{label}: “{old}” thành “{new}”"
CHANGE_PART_FIELD = "{entity} “{title}”, {field}: “{old}” thành “{new}”"
CHANGE_ADDED = "Thêm {entity}: {title}"
CHANGE_REMOVED = "Bỏ {entity}: {title}"
CHANGE_TRANSCRIPT = "Văn bản ghi cuộc họp đã được sửa"
CHANGE_PERSON = "Tên, chức vụ in trên văn bản: “{old}” thành “{new}”"
CHANGE_CARRIED = "Nhiệm vụ các cuộc họp trước in khác bản chốt trước"
CHANGE_NONE = "Không có thay đổi nào so với bản chốt trước"
CHANGE_EMPTY = "(trống)"
SNAPSHOT_BROKEN = "Nội dung bản chốt lần {number} không khớp mã kiểm tra."
ISSUE_FROZEN_DIFFERS = "Khác bản đã chốt: {change}."
ISSUE_DOCUMENT_LATER = (
    "Văn bản {number} ngày {issued} sau ngày họp {held}; xem lại năm của ngày họp hoặc của văn bản."
)
ISSUE_DOCUMENT_INCOMPLETE = "Văn bản “{number}” chưa ghi đủ: {missing}."
ISSUE_RESULTS_EARLY = (
    "“{words}”: ngày họp {held} trước khi hết năm {year}; xem lại năm của ngày họp."
)
ISSUE_PERIOD_EARLY = "Kỳ được đánh giá ({period}) chưa hết vào ngày họp {held}."
ISSUE_WEEKDAY = "“{words}”: ngày {date} là {weekday}."
ISSUE_DATE_NO_YEAR = "“{words}” không ghi năm; có thể là {date}."
ISSUE_NO_POSITION = "{name} không có chức vụ nào trong danh bạ vào ngày {held}."
ISSUE_COUNT_EXPECTED = "Số được triệu tập đã ghi là {typed}, danh sách cộng lại {counted}."
ISSUE_COUNT_PRESENT = "Số có mặt đã ghi là {typed}, danh sách cộng lại {counted}."
ISSUE_GROUP_OVER = "{name}: có mặt {present} nhiều hơn số người của nhóm {expected}."
ISSUE_HOUSEHOLDS = "Số hộ dự họp {present} nhiều hơn tổng số hộ {total}."
ISSUE_VOTES_OVER = "Biểu quyết “{question}”: cộng các ý kiến {cast}, nhiều hơn {base} {present}."
ISSUE_VOTES_UNDER = "Biểu quyết “{question}”: cộng các ý kiến {cast}, còn thiếu so với {present}."
ISSUE_VOTES_PRESENT = "Biểu quyết “{question}”: số có mặt {present} nhiều hơn tổng số {eligible}."
VOTE_BASE_PRESENT = "số có mặt"
VOTE_BASE_ELIGIBLE = "tổng số có quyền"
ISSUE_CHAIR_ABSENT = "Chủ trì “{chair}” không có trong danh sách dự họp."
ISSUE_LISTED_TWICE = "{name}: có hai dòng trong danh sách dự họp."
ISSUE_GROUP_AS_ONE = (
    "“{name}” đang tính là một người; nếu là một nhóm thì đánh dấu “Là một nhóm” và ghi số người."
)
ISSUE_TASK_DUE_EARLY = (
    "Nhiệm vụ “{task}”: hạn {due} trước ngày họp {held}; xem lại năm của hạn hoặc ngày họp."
)
ISSUE_ENDED_EARLY = "Giờ kết thúc {ended} trước giờ bắt đầu {started}."
ISSUE_NO_CHAIR = "Chưa ghi người chủ trì."
ISSUE_NO_SECRETARY = "Chưa ghi thư ký."
ISSUE_NO_CONCLUDER = "Có {count} kết luận nhưng chưa ghi người kết luận."
ISSUE_NO_ATTENDANCE = "{name}: chưa ghi có mặt hay vắng."
ISSUE_AND_OTHERS = "{name} và {count} người, nhóm khác"
ISSUE_ABSENT_DID = "{name} ghi là vắng nhưng có tên {act}."
ABSENT_SPOKE = "trong phần ý kiến"
ABSENT_REPORTED = "ở báo cáo trình bày"
ABSENT_CHAIRED = "ở mục chủ trì"
ABSENT_CONCLUDED = "ở mục người kết luận"
ABSENT_WROTE = "ở mục thư ký"
ISSUE_COUNT_OVER = "Số có mặt đã ghi {present} nhiều hơn số được triệu tập {expected}."
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
CARRIED_NOT_EARLIER = "Chỉ đưa vào biên bản việc đã giao tại một cuộc họp trước cuộc họp này."
STEP_POSITION_MOVED = "Xếp lại chức vụ: {title}"
STEP_CARRIED = "Đưa vào biên bản: {title}"
STEP_NOT_CARRIED = "Bỏ khỏi biên bản: {title}"

# --- documents and collection forms ---
REPORT_NO_PERIOD = "Văn bản này cần một kỳ."
REPORT_NO_PERIOD_HINT = "Chọn kỳ, ví dụ 2024 hoặc 2024-H1."
REPORT_NO_SET = "Văn bản này cần một bộ tiêu chí, mà đơn vị chưa theo dõi bộ nào."
REPORT_NO_SET_HINT = "Chọn bộ tiêu chí theo dõi ở Cài đặt."
REPORT_NO_BOOK = "“{title}” không lập được thành tệp Excel."
REPORT_NO_BOOK_HINT = "Đặt tên tệp có đuôi .docx."
COLLECT_BY_BAD = "Không có cách lập phiếu “{text}”."
COLLECT_BY_HINT = "Dùng một trong: {allowed}."
COLLECT_NO_UNITS = "Chưa có thôn, đơn vị nào trong danh sách để lập phiếu."
COLLECT_NO_UNITS_HINT = "Thêm thôn ở Cài đặt › Thôn, đơn vị."
COLLECT_CHOOSE = "Bộ “{name}” không phải bộ tiêu chí thôn: chưa chọn chỉ tiêu lấy số liệu ở thôn."
COLLECT_CHOOSE_HINT = "Chọn những chỉ tiêu mà từng thôn cung cấp số liệu."
COLLECT_NOTHING = "Không có chỉ tiêu nào để lập phiếu."
COLLECT_NOTHING_HINT = "Chọn bộ tiêu chí khác hoặc bỏ bớt điều kiện."
COLLECT_YES_NO = "Đạt / Chưa đạt"
COLLECT_UNASSIGNED = "Chưa phân công"
COLLECT_UNASSIGNED_NOTICE = "{count} chỉ tiêu chưa phân công: nằm trong phiếu để trống tên."
STEP_COLLECT = "Nhận phiếu số liệu {name}"
BOOK_TITLE = "PHIẾU THU THẬP SỐ LIỆU"
BOOK_WHO = "Người cung cấp số liệu: {who}"
BOOK_PLACE = "Nơi lấy số liệu: {place}"
BOOK_DUE = "Hạn nộp: {due}"
BOOK_HOW = (
    "Chỉ ghi vào các ô màu vàng. Số ghi bằng chữ số; tỷ lệ % ghi tử số/mẫu số (45/60) để cộng "
    "được, hoặc 75; chỉ tiêu có hay không thì chọn Đạt hoặc Chưa đạt; chưa có số liệu thì để trống."
)
BOOK_HEADS = (
    *("Mã", "Chỉ tiêu", "Đơn vị tính", "Mức yêu cầu"),
    *("Số kỳ trước ({previous})", "Số kỳ này ({current})", "Ghi chú, minh chứng"),
)
BOOK_BOOLEAN = ("Đạt", "Chưa đạt")
BOOK_ERROR_TITLE = "Chưa đúng"
BOOK_RATE_TITLE = "Tỷ lệ %"
BOOK_RATE = "Ghi tử số/mẫu số, ví dụ 45/60 (45 trong 60 hộ), hoặc tỷ lệ, ví dụ 75 hay 95,3."
BOOK_GENDER_TITLE = "Nam, nữ riêng"
BOOK_GENDER = "Ghi riêng nam và nữ, ví dụ nam=90,5; nữ=88."
BOOK_ERROR_NUMBER = "Ô này chỉ nhận số, ví dụ 95,3."
BOOK_ERROR_CHOICE = "Chọn một trong các giá trị trong danh sách."
BOOK_KIND = "Tệp {path} không phải bảng tính .xlsx."
BOOK_KIND_HINT = "Mở bằng Excel, lưu lại thành .xlsx rồi nhận."
BOOK_FOREIGN = "Tệp {path} không phải phiếu thu thập số liệu do phần mềm này lập."
BOOK_FOREIGN_HINT = "Dùng đúng tệp phiếu đã gửi đi; không chép số liệu sang tệp khác."
BOOK_NEWER = "Phiếu trong tệp {path} do bản phần mềm mới hơn lập."
BOOK_NEWER_HINT = "Cập nhật phần mềm rồi nhận lại."
BOOK_MIXED = "Tệp {path} gộp phiếu của nhiều cơ quan, kỳ hoặc bộ tiêu chí."
BOOK_MIXED_HINT = "Nhận riêng từng tệp phiếu gốc."
BOOK_OTHER_OWNER = "Phiếu này do đơn vị khác ({owner}) lập, không phải của {own}."
BOOK_OTHER_OWNER_HINT = "Gửi lại phiếu cho đơn vị đã lập."
BOOK_OTHER_PERIOD = "Phiếu này của {found}, không phải {wanted}."
BOOK_OTHER_PERIOD_HINT = "Chọn kỳ {found} rồi nhận lại."
BOOK_OTHER_SET = "Phiếu này của bộ tiêu chí “{found}”, không phải “{wanted}”."
BOOK_OTHER_SET_HINT = "Chọn đúng bộ tiêu chí rồi nhận lại."
CELL_FORMULA = "ô chứa công thức"
CELL_FORMULA_FIX = "Gõ số thay cho công thức."
CELL_ERROR = "ô chứa lỗi của Excel"
CELL_ERROR_FIX = "Xóa ô rồi gõ lại số."
CELL_DATE = "Excel đã đổi số thành ngày tháng"
CELL_DATE_FIX = "Gõ lại bằng số, ví dụ 70,6; tử số/mẫu số thì gõ dấu nháy đơn ở trước: '45/60."
CELL_MERGED = "ô bị gộp với ô khác"
CELL_MERGED_FIX = "Bỏ gộp ô, mỗi chỉ tiêu ghi một ô."
CELL_LONG = "nội dung dài quá {most} ký tự"
CELL_LONG_FIX = "Ghi gọn lại."
CELL_HUGE = "số quá lớn"
CELL_HUGE_FIX = "Gõ lại số theo đúng đơn vị tính."
CELL_MOVED = "dòng bị xáo trộn: mã hiện “{shown}” khác mã của dòng “{code}”"
CELL_MOVED_FIX = "Ghi lại số vào phiếu gốc."
CELL_UNKNOWN = "bộ tiêu chí không có mã “{code}”"
CELL_UNKNOWN_FIX = "Ghi lại số vào phiếu gốc."
CELL_TWICE = "chỉ tiêu {code} có hai số khác nhau trong tệp"
CELL_TWICE_FIX = "Giữ một số, xóa số kia."
CELL_BAD_FIX = "Sửa ô rồi nhận lại tệp."
CELL_NOTE_ONLY = "có ghi chú nhưng chưa có số"
CELL_NOTE_ONLY_FIX = "Ghi số vào cột “Số kỳ này”, hoặc xóa ghi chú."
SHEET_FOREIGN = "trang này không phải phiếu"
SHEET_FOREIGN_FIX = "Bỏ trang, hoặc ghi lại vào phiếu gốc."
SHEET_MISSING = "tệp thiếu phiếu số {numbers} trong {total} phiếu đã lập"
SHEET_MISSING_FIX = "Nhận nốt tệp còn lại, hoặc ghi vào phiếu gốc."
SHEET_UNIT = "không có đơn vị “{unit}” trong danh sách"
SHEET_UNIT_FIX = "Thêm lại đơn vị, hoặc lập phiếu mới."

# --- value matrix ---
NAME_UNKNOWN = "không có trong danh sách"
NAME_SEVERAL = "có thể là {names}"
NAME_TWICE = "có hai dòng cùng là {name}"
SUM_OF_WORDS = "không cộng: mỗi nơi một mức"
SUM_OF_RATES = "không cộng: đơn vị {unit}"
SUM_OF_PARTS = "không cộng được: giá trị gồm nhiều phần"
SUM_NEEDS_RATIO = "không cộng được: nhập dạng 12/17"
SUM_NEEDS_NUMBER = "không cộng được: nhập số"
SUM_NO_TARGET = "chưa biết mức yêu cầu"
SUM_NOT_ASSESSED = "chưa đánh giá được"
SUM_WITHOUT_OUTCOME = "chưa đánh giá"
SUM_NOTHING = "Chưa thôn, tổ dân phố nào có số liệu của chỉ tiêu {code} trong kỳ này."
SUM_REFUSED = "Chỉ tiêu {code} {problem}."
SUM_HINT = "Nhập số chung ở cách xem “Một kỳ”, hoặc sửa số của từng nơi rồi lấy tổng."

# --- documents ---
REFERENCE_NUMBERED = "số {number}"
REFERENCE_UNTYPED = "văn bản"
REFERENCE_OF = "của {issuer}"
REFERENCE_DOUBT = (
    "“{number}” được nhắc mà không có ngày, cơ quan ban hành; cùng ký hiệu đã có {others}. "
    "Có thể ghi nhầm số, xem lại bản gốc."
)
GROUND = "Căn cứ {reference}"
DOUBLE_SAME = "{count} bản ghi cùng số, ký hiệu {number}{day}{issuer}"
DOUBLE_OTHER_DAY = "{count} bản ghi cùng số, ký hiệu {number}{issuer} nhưng ghi khác ngày: {days}"
DOUBLE_UNNUMBERED = "{count} bản ghi cùng một văn bản chưa rõ số: {text}"
DOUBLE_DAY = ", ngày {date}"
DOUBLE_ISSUER = ", của {issuer}"

# --- tasks ---
TASK_NO_EVIDENCE = "Nhiệm vụ đã xong nhưng chưa có tệp minh chứng."
TASK_NO_COMPLETION_DAY = "Nhiệm vụ đã xong nhưng chưa ghi ngày hoàn thành."
TASK_NOT_DONE = "Có ngày hoàn thành nhưng trạng thái chưa phải “đã xong”."
TASK_WHOLE_BUT_OPEN = "Tiến độ đã ghi 100% nhưng nhiệm vụ chưa được chuyển thành “đã xong”."
TASK_FIRST_CHECK = "lần đầu ngày {day}"
TASK_OVER_WHOLE = "Có ghi chép tiến độ quá 100%: xem lại."
TASK_NO_DAY = "Hạn “{due}” chưa có ngày để nhắc: chọn ngày ở ô Hạn."
TASK_NO_CHECK_DAY = "Kiểm tra định kỳ nhưng chưa rõ kiểm tra từ ngày nào: chọn ở ô Hạn."
DEADLINE_YEAR = " năm {year}"
TASK_DUE_BEFORE_GIVEN = (
    "Hạn {due_on} trước ngày giao việc {given_on}; xem lại năm của hạn hoặc của nguồn giao việc."
)
TASK_NO_YEAR = "Hạn “{due}” chưa ghi năm: chọn ngày."
TASK_NOBODY = "Chưa ghi đơn vị, người chủ trì hoặc thực hiện."
TASK_CHECK_MISSED = "{word} ngày {day}"
TASK_UNCHECKED = "kiểm tra định kỳ chưa có ngày đầu"
TASK_CHECK_NEXT = "{word}, lần kiểm tra tới ngày {day}"
TASK_EXTENDED = "Gia hạn từ {old} đến {new}: {reason}"
TASK_EXTENDED_CHECKS = "Kiểm tra định kỳ thêm từ {old} đến {new}: {reason}"
TASK_DUE_NONE = "(chưa có hạn)"
TASK_EXTEND_BACK = "Hạn mới {new} không sau hạn đang có {old}."
TASK_EXTEND_BACK_HINT = "Gia hạn là lùi hạn; ghi nhầm hạn thì sửa trực tiếp ô Hạn."
TASK_EXTEND_REASON = "Gia hạn thì phải ghi lý do hoặc văn bản cho gia hạn."
TASK_EXTEND_CLOSED = "Nhiệm vụ đã xong hoặc đã dừng, không gia hạn được."
TASK_EXTEND_CLOSED_HINT = "Chuyển trạng thái thành “đang làm” rồi gia hạn."
TASK_NOTE_EMPTY = "Chưa ghi nội dung tiến độ."
TASK_NOTE_FUTURE = "Ngày ghi tiến độ {day} sau hôm nay."
TASK_NOTE_FUTURE_HINT = "Ghi ngày việc đã diễn ra; việc sắp làm thì sửa hạn của nhiệm vụ."
TASK_STEP_NOTE = "Ghi tiến độ nhiệm vụ: {title}"
TASK_STEP_EXTEND = "Gia hạn nhiệm vụ: {title}"
TASK_LEAD_NONE = "(chưa rõ ai chủ trì)"
TASK_PASSAGE_EMPTY = "Chưa chọn đoạn giao việc của văn bản."

# --- record sheets ---
SHEETS_TEXT_KEPT = "«Nội dung quá dài cho một ô Excel: giữ nguyên trong phần mềm»"
SHEETS_TOO_MANY = "Nhiều bản ghi hơn một tệp Excel nên chứa."
SHEETS_TOO_MANY_HINT = "Xuất riêng từng loại bản ghi."
SHEETS_OUT_HINT = "Đặt tên tệp có đuôi .xlsx."
SHEETS_NEWER = "Bảng trong tệp {path} do bản phần mềm mới hơn lập."
SHEETS_OTHER = "Tệp {path} không có bảng “{wanted}”; tệp có: {held}."
SHEETS_OTHER_HINT = "Chọn đúng loại bản ghi, hoặc đúng tệp."
SHEETS_NO_HEAD = "Tệp {path} không có dòng tiêu đề với các cột của “{entity}”."
SHEETS_NO_HEAD_HINT = "Dòng tiêu đề cần các cột như: {labels}. Xuất một bảng trống để lấy mẫu."
SHEETS_STEP = "Nhập {entity} từ tệp {file}"
CELL_MERGED_ROW_FIX = "Bỏ gộp ô, mỗi dòng một bản ghi."
CELL_NO_RECORD = "không có bản ghi mang mã này trong dữ liệu"
CELL_NO_RECORD_FIX = "Để trống ô mã (cột A đang ẩn) nếu là bản ghi mới."
CELL_KEY_TWICE = "bản ghi này có hai dòng trong tệp"
CELL_KEY_TWICE_FIX = "Giữ một dòng, xóa dòng kia."
CELL_NOT_A_DATE = "“{value}” không phải ngày"
CELL_NOT_A_DATE_FIX = "Gõ ngày dạng 18/11/2023."
CELL_BARE_MONEY = "số tiền nhỏ, không ghi đơn vị"
CELL_BARE_MONEY_WAYS = "“{number}” không ghi đơn vị, có thể là {ways}"
CELL_BARE_MONEY_FIX = (
    "Ghi cả đơn vị vào ô, ví dụ “{number} triệu đồng”, hoặc chọn đơn vị cho cả tệp khi nhập."
)
CELL_NOT_WHOLE = "cần số nguyên"
CELL_NOT_WHOLE_FIX = "Gõ số nguyên, không có phần thập phân."
CELL_NO_REFERENCE = "không tìm thấy {entity} “{value}”"
CELL_NO_REFERENCE_FIX = (
    "Ghi đúng tên đã có, hoặc mã trong ngoặc vuông [ ]; nhiều tên thì cách nhau bằng dấu chấm phẩy."
)
CELL_MANY_REFERENCES = "có nhiều {entity} cùng tên “{value}”"
CELL_REFUSED_FIX = "Sửa dòng này rồi nhập lại tệp."
CELL_REQUIRED_FIX = "Ghi nội dung vào ô này."
CSV_NOT_UTF8 = "Tệp {path} không phải chữ UTF-8."
CSV_NOT_UTF8_HINT = "Trong Excel chọn Lưu thành “CSV UTF-8”, hoặc lưu thành .xlsx."
CSV_BROKEN = "Tệp {path} không đúng định dạng CSV."

# --- papers of meetings ---

PAPER_NO_MEETING = "Chưa chọn cuộc họp."
PAPER_NO_MEETING_HINT = "Chọn cuộc họp mà văn bản nói về (lệnh ntm: thêm --for KHÓA)."
PAPER_OPTION_UNKNOWN = "“{title}” không có trường “{option}”."
PAPER_CHOICE_UNKNOWN = "Trường “{option}” không nhận “{value}”."
PAPER_ONLY_STATE = "“{title}” chỉ có mẫu thể thức hành chính."
PAPER_OPTION_HINT = "Dùng: {options}."
PAPER_NO_OPTIONS_HINT = "Văn bản này không có trường nào để điền khi lập."

# --- figures and registers ---

FIGURE_REPORTED = "(theo văn bản)"
FIGURE_PLAN_WORD = "kế hoạch"
FIGURE_PLAN_OF = "chỉ tiêu {document}"
FIGURE_AGAINST = "so với {name}"
# Of each kind of rate: more than nothing, less than nothing, nothing.
FIGURE_RATE_FORMS = {
    "of_plan": ("đạt {rate} {plan}", "đạt {rate} {plan}", "đạt {rate} {plan}"),
    "over_plan": ("vượt {rate} {plan}", "chưa đạt {plan}, thiếu {rate}", "đạt đúng {plan}"),
    "over_plan_points": (
        "vượt {points} điểm % so với {plan}",
        "thiếu {points} điểm % so với {plan}",
        "đạt đúng {plan}",
    ),
    "growth": ("tăng {rate}{against}", "giảm {rate}{against}", "không tăng, giảm{against}"),
    "index": ("bằng {rate}{against}", "bằng {rate}{against}", "bằng {rate}{against}"),
    "points": (
        "tăng {points} điểm %{against}",
        "giảm {points} điểm %{against}",
        "không tăng, giảm{against}",
    ),
    "share": ("đạt tỷ lệ {rate}", "đạt tỷ lệ {rate}", "đạt tỷ lệ {rate}"),
}
FIGURE_DIFFERS = "tính từ số gốc: {own}, lệch {difference}"
FIGURE_VERDICTS = {
    "exceeded": "vượt",
    "met": "đạt",
    "not_met": "chưa đạt",
    "unknown": "chưa đánh giá được",
}
FIGURE_HEADLINE = "{met}/{total} chỉ tiêu đạt, trong đó {exceeded} chỉ tiêu vượt"
FIGURE_HEADLINE_NOT = "{count} chỉ tiêu chưa đạt"
FIGURE_HEADLINE_UNKNOWN = "{count} chỉ tiêu chưa đánh giá được"
FIGURE_HEADLINE_REPORTED = "{count} chỉ tiêu đánh giá theo tỷ lệ văn bản nêu"
FIGURE_NO_ACTUAL = "chưa có số liệu thực hiện"
FIGURE_NO_PLAN = "chưa có kế hoạch"
FIGURE_NO_DIRECTION = "chưa khai chiều của chỉ tiêu (càng cao hay càng thấp càng tốt)"
FIGURE_CHANGE_NO_UNIT = "“{text}” chưa rõ là điểm % hay %."
FIGURE_CHANGE_NO_UNIT_HINT = (
    "Gõ “{change} điểm %” (từ 3% xuống 2,5% là giảm 0,5 điểm %) hoặc “{change}%” (so với kỳ trước)."
)
FIGURE_NOT_RANKED = "chỉ tiêu chỉ để theo dõi, không xếp đạt, vượt"
FIGURE_PLAN_IN_WORDS = "kế hoạch ghi bằng lời"
FIGURE_PLAN_NOT_OVER = "kế hoạch của cả {period}, kỳ này chưa hết"
FIGURE_NO_BASE = "thiếu số gốc để tính"
FIGURE_OVER_WHOLE = "Số thực hiện {actual} lớn hơn tổng số {whole}."
FIGURE_TWICE = "Có {count} bản ghi cùng kỳ cho chỉ tiêu này; đang dùng bản ghi {key}."
FIGURE_PREVIOUS_DIFFERS = "{kind} ghi {typed}, nhưng số liệu {period} là {held}."
SUMMARY_TEXT = "{met}/{total} chỉ tiêu đạt"
SUMMARY_MET = "{met} chỉ tiêu đạt"
SUMMARY_TOTAL = "{total} chỉ tiêu"
SUMMARY_EXCEEDED = "{exceeded} chỉ tiêu vượt"
SUMMARY_DIFFERS = "Bảng chỉ tiêu có {own}, văn bản nêu {stated}."
SUMMARY_PARTIAL = (
    "Bảng mới có chi tiết của {own} trong {stated} chỉ tiêu: {met} đạt, trong đó {exceeded} vượt."
)
SUMMARY_TOO_MANY = "Số đạt hoặc vượt nhiều hơn tổng số chỉ tiêu."
SUMMARY_MORE_EXCEEDED = "Số chỉ tiêu vượt nhiều hơn số chỉ tiêu đạt."
STARS_TURNED = "Số sao thấp nhất lớn hơn số sao cao nhất."
OCOP_ENDS_EARLY = "Ngày hết giá trị trước ngày quyết định."
FIGURE_STEP = "Nhập số liệu: {count} ô"
STEP_ROWS = "Nhập bảng {entity}: {count} dòng"
ROW_TWICE = "Dòng này và một dòng ở trên cùng ghi một bản ghi."
ROW_TWICE_HINT = "Giữ một dòng, xóa dòng kia."
FIGURE_NO_NAME = "Chưa ghi tên chỉ tiêu."
FIGURE_MANY_MEASURES = "Có nhiều chỉ tiêu tên “{name}” với đơn vị tính khác nhau."
FIGURE_MANY_MEASURES_HINT = "Ghi thêm đơn vị tính: {units}."
FIGURE_BAD_NUMBER = "Không đọc được số liệu “{text}”."
FIGURE_BAD_NUMBER_HINT = "Gõ như “95,3”, “ước đạt 95,2”, “15,9/28,2”, hoặc kết quả bằng lời."
FIGURE_OTHER_UNIT = "“{text}” ghi đơn vị “{typed}”, chỉ tiêu này tính bằng “{unit}”."
FIGURE_OTHER_UNIT_HINT = "Gõ số theo đơn vị tính của chỉ tiêu."
FIGURE_NO_UNIT_HINT = "Ghi đơn vị tính của chỉ tiêu trước."
FIGURE_NO_PLAN_WORD = "kế hoạch không nhận “{word}” và tổng số sau dấu “/”."
FIGURE_PERCENT_OF_PERCENT = "Chỉ tiêu này tính bằng %, “{text}” có thể hiểu hai cách."
FIGURE_PERCENT_OF_PERCENT_HINT = (
    "Gõ “{text} điểm %” nếu là điểm phần trăm; mức tăng, giảm tương đối thì ghi ở tờ Chi tiết, "
    "mục Giao về."
)
FIGURE_UNKNOWN_PLAN = "Không còn kế hoạch này trong dữ liệu."
FIGURE_STATED_TWICE = "Hai ô cùng ghi một chỗ: {name}, {period}."
REGISTER_ROLL_UP = "Cộng các đơn vị được {own}, đơn vị nhập {stated}."
REGISTER_TOTAL_DIFFERS = "Văn bản nêu {stated}, trong sổ có {own}."
POVERTY_NONE = "không còn hộ nghèo"
POVERTY_HOUSEHOLDS = "{count} hộ nghèo"
POVERTY_SINCE = "{change} so với {period}"
POVERTY_TOO_MANY = "Hộ nghèo và hộ cận nghèo nhiều hơn tổng số hộ."
POVERTY_NO_HOUSEHOLDS = "chưa có tổng số hộ để tính tỷ lệ"
POVERTY_OTHER_STANDARD = "khác chuẩn nghèo, không so sánh"
POVERTY_RATE_DIFFERS = "Tính từ số hộ được {own}, văn bản nêu {stated}."
POVERTY_TWO_STANDARDS = "Các thôn dùng chuẩn nghèo khác nhau, không cộng được."
OCOP_END_PROPOSED = "dự kiến, theo {months} tháng từ ngày quyết định"
OCOP_EXPIRED = "hết hạn {date}"
OCOP_EXPIRING = "còn {days} ngày, đến {date}"
OCOP_STARS = "{stars} sao"
OCOP_NO_STARS = "chưa xếp sao"

# --- works: ledger, contributions, funding tables ---
ISSUE_OVERPAID = "{name}: đã giải ngân {one}, nhiều hơn giá trị nghiệm thu {other}."
ISSUE_ADVANCED_OVER = (
    "{name}: tạm ứng {one} lớn hơn tổng giải ngân {other}; tạm ứng là một phần của giải "
    "ngân, có thể còn thiếu dòng giải ngân."
)
ISSUE_SETTLED_OVER = "{name}: quyết toán {one} lớn hơn tổng mức đầu tư {other}."
ISSUE_SETTLED_DIFFERS = (
    "{name}: quyết toán theo nguồn cộng lại {one}, khác giá trị quyết toán {other}."
)
ISSUE_GROUP_CIRCLE = (
    "{name}: các nhóm công trình vòng lại chính nó ({names}); công trình này được tính "
    "riêng, hãy sửa ô “Thuộc nhóm công trình”."
)
ISSUE_REASON_GIVEN = "{text} Lý do: {reason}"
ISSUE_DATE_OUTSIDE_PLAN = (
    "Ngày {date} nằm ngoài thời gian của kế hoạch năm {year}; có thể là kế hoạch năm "
    "{proposed}, hoặc chưa ghi năm kéo dài (hạn 31/01 năm sau chưa đối chiếu với văn bản gốc)."
)
ISSUE_CORRECTION_NO_REASON = "Dòng điều chỉnh {amount} chưa ghi lý do."
ISSUE_CORRECTION_ELSEWHERE = (
    "Dòng điều chỉnh {amount} khác công trình, nguồn, năm hoặc khoản của dòng được điều chỉnh."
)
ISSUE_STEP_NO_DATE = "{name}: đã ghi “{state}” nhưng chưa có ngày {step}."
ISSUE_STEP_BACK = "{name}: đang ghi “{state}” nhưng đã có ngày {step} ({date})."
ISSUE_STEP_ORDER = "{name}: ngày {later} ({second}) trước ngày {earlier} ({first})."
ISSUE_GIVEN_DIFFERS = "{name}: thành tiền {one} khác khối lượng nhân đơn giá {other}."
ISSUE_GIVEN_NO_PRICE = "{name}: chưa có đơn giá hoặc thành tiền, chỉ giữ khối lượng."
ISSUE_GIVEN_NO_YEAR = "{name}: chưa có ngày hoặc năm, chưa cộng vào năm nào."
ISSUE_STATED_DIFFERS = (
    "Dòng vốn người dân năm {year} ghi {one}, các đóng góp chi tiết cộng lại {other}."
)
ISSUE_MAYBE_TWICE = (
    "Dòng vốn người dân năm {year} ({one}) không ghi công trình, trong khi có đóng góp ghi "
    "theo từng công trình: xem có bị tính hai lần không."
)
STEP_CORRECT_MONEY = "Điều chỉnh dòng vốn: {title}"
STEP_MONEY_REASON = "Ghi lý do chênh lệch vốn: {title}"
CORRECTION_SAME = "Số tiền đúng bằng số đang có, không có gì để điều chỉnh."
CORRECTION_SAME_HINT = "Ghi số tiền đúng khác với {amount}."
CORRECTION_NO_REASON = "Chưa ghi lý do điều chỉnh."
CORRECTION_NO_REASON_HINT = "Ghi ngắn gọn vì sao số cũ sai, ví dụ “ghi nhầm số 0”."
MONEY_REASON_NOT_NEEDED = "Công trình không có chênh lệch “{rule}”."
MONEY_REASON_NOT_NEEDED_HINT = "Xem các chênh lệch bằng “ntm work show”."
MONEY_RULE_UNKNOWN = "Không có nội dung chênh lệch “{rule}”."
FUNDING_FORM_UNKNOWN = "Không có biểu “{form}”."
FUNDING_FORM_HINT = "Chọn một trong các biểu: 11, 12, 13."
FUNDING_TITLES = {
    "11": "Tổng hợp huy động nguồn lực",
    "12": "Huy động và thực hiện theo nội dung",
    "13": "Vốn đầu tư phát triển từ ngân sách trung ương theo loại công trình",
}
FUNDING_FORM_NAME = "Biểu {form}"
FUNDING_NUMBER = "TT"
FUNDING_CONTENT = "Nội dung"
FUNDING_WORK_TYPE = "Loại công trình"
FUNDING_NOTE = "Ghi chú"
FUNDING_PLAN = "Kế hoạch năm {year}"
FUNDING_RESULT = "Kết quả huy động {period}"
FUNDING_DONE = "Kết quả {period}"
FUNDING_REST = "Kế hoạch đến cuối năm {year}"
FUNDING_REST_HALF = "Kế hoạch 6 tháng cuối năm {year}"
FUNDING_HALF_DONE = "Kết quả thực hiện 6 tháng đầu năm {year}"
FUNDING_YEAR_DONE = "Kết quả thực hiện kế hoạch năm {year}"
FUNDING_TOTAL = "TỔNG SỐ"
FUNDING_SUM = "Tổng"
FUNDING_DIRECT = "Vốn đầu tư trực tiếp"
FUNDING_DIRECT_COLUMNS = {
    "investment": "NSTW: ĐTPT",
    "recurrent": "NSTW: SN",
    "local": "NSĐP",
    "combined": "Lồng ghép",
    "credit": "Tín dụng",
    "enterprise": "Doanh nghiệp",
    "people": "Dân đóng góp",
}
FUNDING_NO_COMPONENT = "Chưa gắn hợp phần"
FUNDING_CONTENT_NUMBER = "NDTP {number}"
FUNDING_OUTSIDE_TYPES = "Ngoài 13 loại công trình"
FUNDING_ROUNDED = "Số liệu được làm tròn nên tổng các dòng có thể khác dòng tổng."
FUNDING_REST_NOTE = (
    "Kế hoạch đến cuối năm = kế hoạch năm trừ kết quả từ đầu năm; dòng đã vượt kế hoạch ghi 0; "
    "khoản chưa có kế hoạch riêng trừ vào kế hoạch chung của nguồn."
)
FUNDING_UNSPLIT = (
    "{amount} chưa ghi rõ nguồn chi tiết: có trong cột Tổng, không có trong các cột thành phần."
)
FUNDING_UNDATED = "{count} dòng vốn không ghi ngày ({amount}) chưa được tính vào kết quả của kỳ."
FUNDING_CARRIED = (
    "Trong kỳ còn {amount} giải ngân vốn kéo dài của kế hoạch năm trước, tính cho năm kế "
    "hoạch của vốn đó."
)
FUNDING_RESULT_NOTE = (
    "Kết quả huy động là số đã giải ngân, cộng đóng góp của người dân có giá trị bằng tiền."
)
FUNDING_UNIT = "Đơn vị tính: {unit}"
MONEY_OR = " hoặc "
MONEY_WAY = "“{text}” ({words})"
MONEY_TWO_WAYS = "“{text}” có thể là {ways}."
MONEY_TWO_WAYS_HINT = "Ghi lại số tiền theo cách chỉ hiểu được một nghĩa."
PAPER_UNIT_UNKNOWN = "Không có đơn vị tiền “{typed}”."
PAPER_UNIT_HINT = "Chọn: trieu (triệu đồng), dong (đồng), ty (tỷ đồng)."
PAPER_WORKS_UNKNOWN = "Không có cách chọn công trình “{typed}”."
PAPER_WORKS_HINT = "Chọn: all (tất cả), period (có vốn hoặc có ngày trong kỳ)."
PAPER_PLACES_BAD = "Không đọc được số chữ số lẻ “{typed}”."
PAPER_PLACES_HINT = "Ghi một số từ 0 đến 9, hoặc để trống để in đủ số lẻ."
FUNDING_SOURCE_NOTE = (
    "? Chưa đối chiếu với văn bản gốc: thứ tự dòng và cột của mẫu 2026-2030 (nguồn thứ cấp)."
)
FUNDING_JANUARY_NOTE = (
    "? Chưa đối chiếu với văn bản gốc: khoản thanh toán đến hết ngày 31/01 năm sau theo kế hoạch "
    "năm trước được tính cho năm trước."
)
FUNDING_TYPES_NOTE = (
    "? Chưa đối chiếu với văn bản gốc: loại công trình nào thuộc dòng nào của Biểu 13 (cách xếp "
    "của phần mềm)."
)
FUNDING_NO_PART = {
    "source": "Chưa ghi nguồn",
    "year": "Chưa ghi năm",
    "type": "Không gắn loại",
    "village": "Không gắn thôn",
    "component": "Chưa gắn hợp phần",
    "work": "Không ghi công trình",
}
FUNDING_LOST_WORK = "Công trình không còn trong danh sách"
FUNDING_YEAR_PART = "Năm {year}"
FUNDING_BEHIND = "Dòng số liệu"
FUNDING_BEHIND_HEADS = (
    "Ô",
    "Loại bản ghi",
    "Mã bản ghi",
    "Nguồn vốn",
    "Năm kế hoạch",
    "Khoản",
    "Ngày",
    "Số tiền (đồng)",
)

# --- works: documents, thôn ---

WORK_DOCUMENT_STEP = "Gắn văn bản vào công trình: {title}"
WORK_DOCUMENT_UNCLEAR = "“{text}” chưa có số, ký hiệu hoặc ngày nên chưa biết là văn bản nào."
WORK_DOCUMENT_UNCLEAR_HINT = "Ví dụ: Hợp đồng số 05/2023/HĐ-XD ngày 12/3/2023 của UBND xã."
INDICATOR_NAME_COLUMN = "Tên chỉ tiêu (chỉ để đọc)"
WORK_TWICE = (
    "Có thể ghi trùng: có {count} công trình cùng tên “{work}”, không thấy khác thôn hay năm. Nếu"
    " là một thì giữ một bên: số liệu đang cộng cả {count}."
)
WORK_VILLAGES_DIFFER = (
    "{work}: ô Thôn ghi “{typed}”, khác các thôn đã tích ({ticked}). Tổng hợp theo thôn chỉ tính "
    "các thôn đã tích."
)
REFERENCES_NOT_READ = "“{label}”: “{text}” {problem}."
REFERENCES_HINT = "Ghi tên hoặc mã; nhiều nơi thì cách nhau bằng dấu chấm phẩy: {example}."
REFERENCES_EXAMPLE = "thôn A; thôn B"

# --- works: charts ---
CHART_WORKS_AXIS = "số công trình đang ở mỗi bước"
CHART_WORKS_NO_STEP = "chưa ghi trạng thái"
CHART_PLAN_RATE = "{year}\n{rate}"

# --- figures: charts ---
CHART_POOR = "Tỷ lệ hộ nghèo"
CHART_NEAR_POOR = "Tỷ lệ hộ cận nghèo"
CHART_POVERTY_AXIS = "tỷ lệ, % số hộ"

# --- exchange: clocks, receipts, conflicts, taking back ---
CLOCK_WRONG_MARK = "giờ máy không đúng"
CLOCK_AHEAD = (
    "Tệp ghi lập lúc {created}, sau giờ máy này {days} ngày. Giờ của một trong hai máy không "
    "đúng: xem đồng hồ máy này, hỏi lại bên gửi xem máy nào sai. Vẫn nhận được."
)
CLOCK_BEHIND = (
    "Tệp ghi lập lúc {created}, trước giờ máy này {days} ngày. Nếu tệp vừa được lập thì giờ của "
    "một trong hai máy không đúng: hỏi lại bên gửi xem máy nào sai. Vẫn nhận được."
)
CLOCK_DOUBTS = {
    "early": "Giờ của máy này ({now}) sớm hơn cả ngày có phần mềm này.",
    "backwards": (
        "Giờ của máy này ({now}) sớm hơn lần ghi trước ({last}) hơn một ngày: giờ bây giờ hoặc giờ "
        "lúc đó không đúng."
    ),
    "ahead": "Giờ của máy này ({now}) muộn hơn lần ghi trước ({last}) hơn hai năm.",
    "said": "Giờ của máy này đã được báo là không đúng.",
}
CLOCK_DOUBT_HINT = (
    "Xem đồng hồ máy tính: sai thì chỉnh lại; bây giờ đúng thì xác nhận là đúng. Trong lúc "
    "chờ, mỗi lần ghi được đánh dấu “giờ máy không đúng”. Số liệu không bị ảnh hưởng."
)
STEP_CLOCK_RIGHT = "Xác nhận giờ của máy này là đúng"
STEP_CLOCK_WRONG = "Báo giờ của máy này không đúng"
GAP_TEXT = (
    "Thiếu dữ liệu của {whose} (thay đổi số {span}): hãy gửi biên nhận cho bên gửi, hoặc xin gói "
    "đầy đủ."
)
GAP_OWN = (
    "Thiếu dữ liệu của máy này, ghi trước khi khôi phục bản cũ (thay đổi số {span}): nơi đã nhận "
    "còn giữ; gửi biên nhận cho họ, tệp họ gửi lại tự kèm."
)
GAP_SPAN = "{first}–{last}"
COPY_OWN = "máy này (trước khi khôi phục)"
COPY_NAMED = "máy {device}"
COPY_OF_OFFICE = "một máy khác của {office}"
COPY_THIS = "này"
COPY_NO_NAME = "chưa rõ tên"
COPY_UNKNOWN = "một máy chưa rõ tên"
SERIALS_UNSEEN = (
    "Phần thiếu có thể nằm ở gói số {unseen} của máy {device}, lập trước gói số {serial} này và "
    "chưa thấy ở đây."
)
TRUST_DIFFERS = "Mã đã ghi ({code}) không khớp mã của máy gửi tệp này: không nhận."
TRUST_DIFFERS_HINT = (
    "Gọi lại cho {unit_name} theo số đã biết, nghe đọc lại cả 16 chữ số. Vẫn khác thì không nhận: "
    "tệp có thể không do đơn vị này lập."
)
UNIT_CODE_NEEDS_NAME = (
    "Đây là mã máy tự đặt cho đơn vị không có trong danh mục: ghi kèm tên và cấp của đơn vị."
)
UNIT_CODE_BAD = "“{code}” không phải mã của đơn vị đã có trên máy khác."
UNIT_CODE_BAD_HINT = (
    "Xem mã ở máy đã có dữ liệu: Cài đặt › Cơ quan. Mã gồm chữ x và mười chữ, số; đơn vị có trong "
    "danh mục thì chọn trong danh mục."
)
FOREIGN_DATA = "Đây là dữ liệu của {name}, không phải của {own}."
OWN_FILE = "Tệp của chính máy này, lập để gửi đi; không có gì để nhận."
ADDRESSED_ELSEWHERE = "Tệp này gửi cho {units}, không phải cho đơn vị này."
GAP_UNKNOWN = "Không có phần thiếu nào của máy {writer}."
STEP_FORGET_GAP = "Thôi chờ dữ liệu còn thiếu"
FORK_TEXT = (
    "Máy {writer} có hai bản dữ liệu cùng số thứ tự (thư mục hoặc ổ đĩa từng được chép). Cả hai "
    "bản đều được giữ."
)
NEEDS_NEWER = "{count} mục cần bản mới của phần mềm mới xem được; dữ liệu vẫn được giữ và gửi tiếp."
SENT_STATES = {
    "sent": "đã gửi, chưa có biên nhận",
    "received": "đã nhận",
    "refused": "bị từ chối",
    "gaps": "đã nhận, còn thiếu dữ liệu",
}
STEP_RECEIPT = "Gửi biên nhận"
STEP_CONFIRM = "Ghi mã xác nhận đọc qua điện thoại"
CONFIRM_BAD = "Mã xác nhận gồm 8 chữ số."
CONFIRM_UNKNOWN = "Mã {code} không khớp gói nào đã gửi."
CONFIRM_UNKNOWN_HINT = (
    "Đọc lại từng chữ số. Chỉ đối chiếu được với máy đã từng gửi gói về đây; máy khác thì xin tệp "
    "biên nhận."
)
RECEIPT_NOTHING = "Chưa nhận gói nào để gửi biên nhận."
RECEIPT_NO_PACKAGE = "Chưa nhận gói {package}."
RECEIPT_SEVERAL_UNITS = "Đã nhận gói của nhiều đơn vị ({units}): cần nói rõ gửi biên nhận cho ai."
RECEIPT_SEVERAL_UNITS_HINT = "Chọn đơn vị, hoặc chỉ rõ gói cần biên nhận."
REPLICA_UNKNOWN = "Chưa từng nhận gói nào của máy {replica}."
STEP_UNTAKE = "Hoàn tác lần nhập {batch}"
BATCH_UNKNOWN = "Không có lần nhập nào mang mã “{batch}”."
BATCH_UNKNOWN_HINT = "Mã lần nhập có trong danh sách các gói đã nhận."
BATCH_UNTAKEN = "Lần nhập “{batch}” đã được hoàn tác."
UNTAKE_KEPT_EDITED = "đã được sửa sau khi nhận"
UNTAKE_KEPT_FOREIGN = "là dữ liệu của đơn vị khác, chỉ đơn vị đó sửa được"
UNTAKE_KEPT_LATER = "cần bản mới hơn của phần mềm"
UNTAKE_NOTHING = (
    "Không có mục nào hoàn tác được: đều là dữ liệu của đơn vị khác hoặc đã được sửa sau khi nhận."
)
UNTAKE_SPREADS = (
    "Hoàn tác là một lần sửa như mọi lần sửa khác: xóa {removed} mục, đổi lại {back} mục; máy "
    "{devices} và nơi khác nhận tệp gửi sau cũng bị xóa, đổi lại như vậy."
)
OTHER_PC = "đã gửi"
GOES_BACK = (
    "Xóa/đổi lại ({count}): {names}. Bên gửi đã xóa, sửa lại hoặc hoàn tác lần nhập; chưa rõ vì "
    "sao thì hỏi trước khi nhận."
)
UNDO_CROSSES_TAKE = (
    "Sau bước này đã có “{take}”. Hoàn tác ở đây trả lại bước cũ hơn: “{label}”; lần nhập vẫn giữ."
)
STEP_RESOLVE = "Thống nhất {entity}: {title}"
STEP_RESTORE_RECORD = "Lấy lại {entity}: {title}"
CONFLICT_NONE = "Bản ghi “{key}” không có chỗ nào chưa thống nhất ở “{field}”."
CONFLICT_NONE_HINT = "Xem danh sách các chỗ chưa thống nhất."
CONFLICT_NO_VERSION = "“{ref}” không phải một trong các phiên bản đang chờ chọn."
CONFLICT_NO_VERSION_HINT = "Chọn một trong: {refs}"
CONFLICT_VALUE_DELETED = "Xóa hay giữ thì chọn một phiên bản, không nhập giá trị."
CONFLICT_UNKNOWN_ENTITY = "Loại “{entity}” cần bản mới của phần mềm mới thống nhất được."
CONFLICT_FOREIGN = "Bản ghi “{key}” là của đơn vị {owner}; chỉ đơn vị đó thống nhất được."
CONFLICT_FOREIGN_HINT = "Báo đơn vị {owner} chọn giá trị đúng rồi gửi lại dữ liệu."
CONFLICT_MAY_VANISH = "có thể do thiếu gói"
CONFLICT_DELETE_EDIT = "xóa ở một nơi, sửa ở nơi khác"
VERSION_DELETED = "(đã xóa)"
VERSION_EMPTY = "(trống)"
RESTORE_NOT_DELETED = "Bản ghi “{key}” chưa bị xóa."

# --- exchange: files that go along, readable copies ---
FILES_CHOICE_BAD = "“{which}” không phải cách gửi kèm tệp; chọn một trong: {choices}."
PART_SIZE_BAD = "Cỡ phần {size} byte không dùng được: cần từ 1 đến {most} byte."
PART_SIZE_BAD_HINT = "Dùng mail20, mail25, large hoặc một số byte."
PASSPHRASE_FILE_EMPTY = "Tệp mật khẩu {path} trống."
PARTS_HERE = (
    "Phần {index}/{count} của gói số {serial}; đã nhận {here} phần, hãy nhận nốt phần còn lại."
)
PARTS_LACKING = (
    "Phần {index}/{count} của gói số {serial}; còn thiếu phần {numbers} trên {count}: người giữ "
    "máy {device} còn phần này, xin gửi lại."
)
PARTS_ALL_HERE = "Phần {index}/{count} của gói số {serial}; đã nhận đủ các phần."
PART_SENDER = "gửi"  # "máy gửi", where the computer has no name
PART_OF = "Phần {index}/{count} của gói số {serial}."
READABLE_FOLDER = "Bảng và phiếu kèm gói được ghi vào một thư mục, không phải vào một tệp."
READABLE_FOLDER_HINT = "Chọn thư mục để ghi."
READABLE_LOCKED = "Gói có khóa thì không kèm bảng, báo cáo đọc được: ai cũng mở được các tệp đó."
READABLE_LOCKED_HINT = "Bỏ khóa, hoặc gửi gói không kèm bảng."
LETTER_TITLE = "PHIẾU KÈM GÓI DỮ LIỆU NÔNG THÔN MỚI"
LETTER_PARTS = "Tệp của gói và mã kiểm tra"
LETTER_PART_HEADS = ("Tệp", "Mã kiểm tra", "Mã QR")
LETTER_TOTALS = "Số lượng trong gói"
LETTER_TOTAL_HEADS = ("Nội dung", "Thay đổi trong gói", "Dòng trong bảng")
LETTER_SUM = "Tổng cộng"
LETTER_FILES = "Tệp minh chứng kèm theo: {count}"
LETTER_BESIDE = "Tệp đọc được không cần phần mềm"
LETTER_COMPARE = "Cách đối chiếu"
LETTER_COMPARE_LINES = (
    "Nơi nhận mở gói bằng phần mềm, so mã kiểm tra hiện ra với mã in ở trên (hoặc quét mã QR). "
    "Khác một chữ là không phải gói này: không nhận, gọi lại cho bên gửi.",
    "Mã máy gửi chỉ đối chiếu một lần, qua số điện thoại đã biết từ trước.",
)
PACKAGES_INSIDE = "Tệp .zip này chứa {count} gói; ở đây xem gói đầu."
RESTORE_NEVER = "Chưa từng có bản ghi “{key}”."

# --- exchange: what a package tells beside its changes ---

RETURN_REASONS = {
    "E_SCOPE": "có dữ liệu của đơn vị khác",
    "E_TOO_NEW": "nơi nhận dùng bản phần mềm cũ hơn",
    "E_VALUE": "có giá trị không đọc được",
}
ANSWER_ACCEPTED = "Gói số {serial}: được chấp nhận, đã vào dữ liệu của nơi nhận"
ANSWER_GAPS = "Gói số {serial}: đã nhận, nơi nhận còn thiếu dữ liệu; lần gửi tới tự kèm phần thiếu"
ANSWER_REFUSED = "Gói số {serial}: bị trả lại, {why}."
ANSWER_CONFLICTS = ", {count} chỗ chưa thống nhất"
ANSWERS_MORE = "Và {count} gói khác."
FILES_ASKED = "Nơi gửi xin {count} tệp minh chứng{names}; lần gửi tới đến đó tự kèm."

# --- exchange: what is not agreed yet, told beside the record ---

DISAGREED_FIELDS = "Chưa thống nhất: {fields}."
DISAGREED_OF = "{entity} ({fields})"
DISAGREED_RESULT = "kết quả"
DISAGREED_PLAN = "phấn đấu"
DISAGREED_RECORD = "{entity} “{title}” ({fields})"
DISAGREED_NOTE = (
    "CHƯA THỐNG NHẤT {count} CHỖ GIỮA CÁC MÁY, văn bản dùng tạm một giá trị: {listed}. Chọn giá "
    "trị đúng ở “Gửi · Nhận”, trang “Cần xử lý”, rồi lập lại văn bản."
)
DISAGREED_COLUMN = "Chưa thống nhất"
DISAGREED_CELL = "Chưa thống nhất: hai nơi ghi khác nhau, ô này dùng tạm một giá trị."

# --- exchange: photographs made smaller ---

STEP_PHOTOS = "Thu nhỏ {count} ảnh minh chứng"
PHOTOS_PROGRESS = "Đang thu nhỏ ảnh…"

# --- layout check ---
LAYOUT_KIND = "Tệp {path} không phải .docx."
LAYOUT_KIND_HINT = (
    "Mở bằng Word hoặc LibreOffice, bỏ mật khẩu, nén ảnh nếu tệp lớn, lưu lại thành .docx rồi "
    "kiểm tra."
)
LAYOUT_MACROS = "Tệp {path} có macro nên không mở để kiểm tra."
LAYOUT_MACROS_HINT = "Mở bằng Word, lưu lại thành .docx (không macro) rồi kiểm tra."
LAYOUT_BROKEN = "Tệp Word bị hỏng, không đọc được nội dung."
LAYOUT_BROKEN_HINT = "Mở bằng Word hoặc LibreOffice, lưu lại thành tệp mới rồi kiểm tra."
LAYOUT_LARGE = "Tệp Word có quá nhiều đoạn, không kiểm tra thể thức được."
LAYOUT_LARGE_HINT = "Tách tệp thành các văn bản riêng rồi kiểm tra từng văn bản."
LAYOUT_NOT_WORD = "Tệp không phải văn bản Word."
LAYOUT_NOT_WORD_HINT = "Chọn một tệp .docx; bảng tính và tệp khác thì không kiểm tra thể thức."

# --- forms of a superior ---
REPORT_GAP_LETTERS = "….  "
STEP_FORM_BOUND = "Gắn ô của biểu “{name}”"
PROGRESS_FORM = "Đang đọc biểu"
HELP_ROW = "dòng "  # how the number of a record without a name begins
HELP_EXAMPLE = ", ví dụ"  # where the example in a field's help begins
FORM_ROWS = "{count} dòng, dòng đầu: {first}"
FORM_BAD_CELL = "“{text}” không chỉ một ô của biểu."
FORM_BAD_CELL_HINT = "Ghi tên trang tính, dấu “!” rồi tên ô, ví dụ: Biểu 10!B5"
FORM_NOT_BOOK = "“{file}” không phải tệp Excel .xlsx."
FORM_NOT_BOOK_HINT = "Mở biểu bằng Excel và lưu lại dạng .xlsx rồi làm lại."
FORM_NO_SHEET = "Biểu không có trang tính “{sheet}” (có: {sheets})."
FORM_FORMULA = "Ô {cell} có công thức của cấp trên nên không điền đè lên."
FORM_MERGED = "Ô {cell} nằm trong vùng đã gộp; hãy gắn vào ô đầu của vùng là {first}."
FORM_TWICE = "Ô {cell} được gắn hai lần."
FORM_NO_CELLS = "Chưa gắn ô nào của biểu."
FORM_MANY_CELLS = "Một biểu gắn được nhiều nhất {limit} ô."
FORM_MORE_PROBLEMS = "Còn {count} chỗ khác."
FORM_NO_ROOM = (
    "Từ ô {cell} chỉ có {rows} hàng trống, đến {below} đã có chữ; còn {count} dòng chưa điền."
)
FORM_GAP = "Ô {cell} để trống: kỳ này chưa có số liệu ({words}; trường {field})."
FORM_NO_RECORD = (
    "Ô {cell} để trống: kỳ này danh sách không có dòng đã chọn ({words}; trường {field})."
)
FORM_EMPTY_LIST = (
    "Từ ô {cell} để trống: kỳ này danh sách chưa có dòng nào ({words}; trường {field})."
)
FORM_TEXT_ADDED = (
    "Ô {cell} là chữ “{text}” mà biểu cộng ô này vào tổng: chữ không được tính. Gắn trường chỉ có "
    "con số, nếu có."
)
FORM_GAPS_BELOW = (
    "Từ ô {cell} trở xuống, {count} dòng chưa có số liệu nên để trống ({words}; trường {field})."
)
FORM_NOT_BOUND = "Chưa gắn ô nào cho biểu “{file}”."
FORM_NOT_BOUND_HINT = "Gắn biểu này một lần trước khi điền."
FORM_OTHER_FILE = (
    "Tệp đưa vào khác với tệp đã gắn của biểu “{name}” (cùng tên): xem lại vị trí các ô."
)
FORM_MANY_NAMED = "Có nhiều biểu đã gắn ứng với “{name}”: {names}. Ghi đúng tên một biểu."
FORM_OVER_BLANK = "Không điền đè lên chính tệp biểu trống."
FORM_OVER_BLANK_HINT = "Chọn tên khác cho tệp ghi ra."
FORM_BLANK_MISSING = "Tệp trống của biểu “{name}” không còn trong thư mục dữ liệu."
FORM_BLANK_MISSING_HINT = "Gắn lại biểu từ tệp của cấp trên."
FORM_MAP_MISSING = "Không thấy tệp “{path}”."
FORM_BAD_MAP = "Tệp “{path}” không ghi đúng cách gắn ô."
FORM_BAD_MAP_HINT = 'Ghi JSON dạng: {"report": "bao-cao-tien-do", "cells": {"Biểu 10!B5": "title"}}'
FIELD_PATH_BAD = "Đường dẫn trường “{path}” chưa đúng: {why}."
FIELD_PATH_UNKNOWN = "Trong “{path}” không có trường “{name}”."
FIELD_PATH_NEAREST = "Có lẽ là “{nearest}”."
FIELD_PATH_HINT = "Xem danh sách trường của văn bản rồi sửa lại, ví dụ: criteria[code=17].outcome"
FIELD_PATH_SHAPE = "tên trường viết thường, cách nhau bằng dấu chấm"
FIELD_PATH_LIST = "đây là danh sách, cần chọn một dòng, ví dụ [1] hoặc [code=17]"
FIELD_PATH_NO_LIST = "đây không phải danh sách nên không dùng ngoặc vuông"
FIELD_PATH_CHOICE = "trong ngoặc vuông ghi số thứ tự từ 1, hoặc tên trường = giá trị"
FIELD_PATH_RECORD = "còn phải chọn một trường bên trong: {fields}"
FIELD_PATH_TWO_LISTS = "chỉ một ngoặc vuông được để trống"

# --- issued documents ---
STEP_ISSUED = "Ghi số, ngày đã ký: {number}, {title}"
STEP_ISSUED_COPY = "Gắn bản đã ký của {number}"
ISSUED_COPY_NOTE = "Bản đã ký"
ISSUED_DRAFT_NOTE = "Tệp Word của bản đã ký"
DOCUMENT_NO_MARK = "Không rõ tệp này được lập từ báo cáo nào."
DOCUMENT_NO_MARK_HINT = "Chọn tệp Word do phần mềm lập, hoặc nêu loại văn bản và kỳ."
ISSUE_NUMBER_WORD = "Số:"
ISSUE_BAD_NUMBER = "“{text}” chưa phải số, ký hiệu văn bản."
ISSUE_BAD_NUMBER_HINT = "Ghi số văn thư đã cấp, ví dụ: 15/BC-UBND"
ISSUE_IS_DRAFT = "Tệp này là bản dự thảo, còn dấu “chưa đối chiếu”."
ISSUE_IS_DRAFT_HINT = "Lập lại bản chính thức (không chọn “bản dự thảo”), trình ký rồi ghi số."
ISSUE_NEEDS_REASON = "Còn {count} chỗ cần xem trước khi ghi số: {first}"
ISSUE_NEEDS_REASON_HINT = "Xem lại từng chỗ; nếu vẫn dùng văn bản này thì ghi lý do."
ISSUE_TWICE = "Văn bản số {number} ngày {date} đã được ghi."
ISSUE_TWICE_HINT = "Mở văn bản đó trong danh sách đã ký để xem hoặc gắn bản đã ký."
ISSUE_NOT_WORD = "“{file}” không phải tệp Word .docx đọc được."
ISSUE_NOT_WORD_HINT = "Chọn tệp .docx đã trình ký."
ISSUE_MARK = "{what} chưa đối chiếu văn bản gốc: {codes}"
ISSUE_MARKS = {
    "standing": "mức yêu cầu của chỉ tiêu",
    "targets": "mức yêu cầu của chỉ tiêu",
    "wordings": "câu chữ của chỉ tiêu",
    "names": "tên tiêu chí",
    "conditions": "điều kiện công nhận",
    "rate": "điều kiện về tỷ lệ hài lòng",
    "papers": "danh mục thành phần hồ sơ",
    "form": "số hiệu, tên biểu",
}
ISSUE_OTHER_OPTIONS = (
    "các ô đã điền (người ký, nơi nhận, hạn …) nay khác với khi lập tệp này: lập lại tệp, hoặc ghi "
    "lại các ô như khi lập"
)
ISSUE_FIGURE = "“{where}”: số liệu hiện có {recorded}, trong tệp {written}"
ISSUE_NO_FIGURE = "không có"
ISSUE_GAP = "còn để trống: {what}"
ISSUE_LATER_DAY = "Ngày ký {date} sau ngày của máy tính ({today}): xem lại ngày."
ISSUE_EARLY_DAY = "Ngày ký {date} trước khi kỳ báo cáo bắt đầu: xem lại ngày."
ISSUE_BEFORE_END = "Ngày ký {date} trước khi kỳ báo cáo kết thúc: xem lại ngày."
ISSUE_OTHER_NUMBER = "Số {number} khác số ghi trong tệp ({written}): xem lại."
ISSUE_OTHER_DAY = "Ngày ký {date} khác ngày ghi trong tệp ({written}): xem lại."
ISSUE_TOO_LONG = "Nội dung văn bản quá dài nên không giữ được nguyên trạng khi ký."
ISSUE_TOO_LONG_HINT = "Chia văn bản thành nhiều phần, hoặc chỉ giữ tệp Word và bản đã ký."
ISSUED_DAMAGED = "Nội dung đã giữ của văn bản {number} không còn nguyên vẹn."
ISSUED_DAMAGED_HINT = "Xem bản đã ký đính kèm; kiểm tra dữ liệu bằng “ntm check”."

# --- PDF ---
PDF_NO_PROGRAM = "Máy này chưa có Word hoặc LibreOffice nên không xuất được PDF."
PDF_NO_PROGRAM_HINT = "Mở tệp Word trên máy có Word, chọn Lưu thành PDF."
PDF_FAILED = "{program} không xuất được PDF."
PDF_FAILED_HINT = "Mở tệp bằng chương trình đó, xem có mở được không, rồi làm lại."
PDF_TOO_LONG = "{program} chạy quá lâu nên đã dừng."
PROGRESS_PDF = "Đang xuất PDF"
OFFICE_FILE_GONE = "Không còn tìm thấy {file}."
OFFICE_FILE_GONE_HINT = "Tệp đã bị chuyển chỗ hoặc xóa. Tạo lại nếu cần."
OFFICE_UNREADABLE = "Không đọc được {file}."
OFFICE_UNREADABLE_HINT = "Đóng tệp ở chương trình khác rồi làm lại."

# --- preview and print ---
PRINT_NO_PROGRAM = "Máy này không có chương trình in được tệp Word."
PRINT_NO_PROGRAM_HINT = "Chép tệp sang máy có Word hoặc LibreOffice, mở ra rồi in."
PRINT_FAILED = "{program} không in được {file}."
PRINT_FAILED_HINT = "Mở tệp, xem máy in “{printer}” có bật và có giấy không, rồi in từ đó."
PRINT_NO_PRINTER = "Chưa chọn máy in."
PRINT_NO_PRINTER_HINT = "Chọn máy in, hoặc mở tệp rồi in từ Word, LibreOffice."
PROGRESS_PRINT = "Đang gửi tới máy in"
PROGRESS_PREVIEW = "Đang lập bản xem trước"

# --- own templates ---
TEMPLATE_NO_PARTY = "“{title}” không có mẫu riêng theo thể thức Đảng."
TEMPLATE_NO_OWN = "Đơn vị chưa có mẫu riêng “{name}”; đang dùng mẫu có sẵn."
FIELD_LIST_TITLE = "Danh sách trường dùng trong mẫu: {title}"
FIELD_LIST_LINES = (
    "Chép nguyên cách viết ở cột giữa vào chỗ cần điền trong mẫu Word.",
    "Trường có “[]” là danh sách: đặt thẻ “for” trên một hàng (thẻ “tr”) hoặc một đoạn (thẻ “p”)"
    " riêng, các trường của từng dòng ở giữa, thẻ “endfor” cùng loại ở cuối.",
    "Sửa xong, dùng “Kiểm tra mẫu” trước khi lập văn bản.",
)
FIELD_LIST_HEADS = ("Trường", "Cách viết trong mẫu", "Ý nghĩa")
FIELD_LIST_ONE = "mot_{name}"
# --- recognition dossier ---
PAPER_OWN_UNIT = "“{title}” chỉ lập cho đơn vị của dữ liệu."
PAPER_OWN_UNIT_HINT = "Bỏ tùy chọn đơn vị; danh mục minh chứng, hồ sơ lập được cho đơn vị khác."
BALLOT_COUNT_BAD = "“{label}” phải là số nguyên không âm, không nhận “{typed}”."
BALLOT_COUNT_HINT = "Ghi số phiếu bằng chữ số, ví dụ 1.250; chưa đếm thì để trống."
BALLOT_LINE_BAD = "Không đọc được dòng kết quả “{line}”."
BALLOT_LINE_HINT = (
    "Ghi: nội dung | hài lòng | không hài lòng | ý kiến khác; các nội dung ngăn bằng dấu chấm phẩy."
)
BALLOT_RATE_BAD = "Tỷ lệ yêu cầu phải từ 0 đến 100%, không nhận “{typed}”."
FIGURES_TOPIC_UNKNOWN = "Kỳ này không có nhóm chỉ tiêu “{topic}”."
FIGURES_TOPIC_HINT = "Các nhóm: {topics}."
DOSSIER_NOT_EMPTY = "Thư mục “{path}” đã có tệp; hồ sơ không ghi đè."
DOSSIER_EXISTS = "Tệp “{path}” đã có; hồ sơ không ghi đè."
DOSSIER_EXISTS_HINT = "Chọn tên khác, hoặc tự xóa hồ sơ cũ."
DOSSIER_BAD_PLACE = "Không ghi hồ sơ vào “{path}” được."
DOSSIER_BAD_PLACE_HINT = "Chọn một thư mục mới hoặc một tệp .zip, ngoài thư mục dữ liệu."
DOSSIER_OUT_ENDING = "“{name}” là tên của một tệp; hồ sơ là một thư mục hoặc một tệp .zip."
DOSSIER_OUT_ENDING_HINT = "Đặt tên là {folder} hoặc {folder}.zip."
DOSSIER_NOT_WRITTEN = "Không ghi được hồ sơ vào “{path}”; chưa có gì được tạo."
DOSSIER_NOT_WRITTEN_HINT = "Kiểm tra ổ đĩa còn chỗ, quyền ghi, tên thư mục ngắn hơn, rồi thử lại."
DOSSIER_STANDING = "{reached}; {files} tệp, trong đó {drafts} bản dự thảo do phần mềm lập"
DOSSIER_EMPTY = "Hồ sơ chưa có tệp nào: chưa có giấy tờ, minh chứng để đưa vào."
DOSSIER_LISTED = "{reached}; hồ sơ gồm {files} tệp"
DOSSIER_SET = "{met}/{total} {noun} đạt"
DOSSIER_PAPER_LACKS = "{code}. {name}: {state}."
DOSSIER_OWN_PAPER = "Số {number}"
DOSSIER_OWN_NO_NAME = "Ghi tên thành phần hồ sơ cần thêm."
DOSSIER_OWN_TWICE = "Hồ sơ đã có thành phần “{name}”."
DOSSIER_OWN_TWICE_HINT = "Ghi tên khác, hoặc đưa lại thành phần đó vào hồ sơ."
DOSSIER_EVIDENCE = "Minh chứng tiêu chí {code}. {name}"
DOSSIER_EVIDENCE_FILES = "có {count} tệp"
DOSSIER_EVIDENCE_LACKS = "thiếu minh chứng; có {count} tệp"
DOSSIER_EVIDENCE_NONE = "chưa có minh chứng"
DOSSIER_LEFT_OUT = "không đưa vào hồ sơ"
DOSSIER_STEP_LISTING = "Sửa danh mục hồ sơ: {name}"
DOSSIER_TOO_LONG = "Tên thư mục “{path}” quá dài: có tệp vượt {most} ký tự, Windows không mở được."
DOSSIER_TOO_LONG_HINT = "Chọn thư mục gần gốc ổ đĩa hơn, hoặc lập thành một tệp .zip."
DOSSIER_PAPER_GAPS = "{code}. Bản dự thảo còn {count} chỗ trống, xem khi soạn văn bản."
DOSSIER_UNPROVEN = "Tiêu chí {code}. {name}: chỉ tiêu đạt chưa có minh chứng: {codes}."
DOSSIER_FILE_DAMAGED = "{number} “{name}”: {state}; không chép vào hồ sơ."
DOSSIER_PAPER_FILE = "{code}, tệp “{name}”: {state}; không chép vào hồ sơ."
DOSSIER_CONDITION = "Điều kiện {code}: {outcome}. {sentence}"
DOSSIER_UNVERIFIED = "{count} thành phần hồ sơ trong danh mục chưa đối chiếu với văn bản gốc."
DOSSIER_UNVERIFIED_SET = (
    "{count} chỉ tiêu có đánh giá dựa trên mức yêu cầu chưa đối chiếu với văn bản gốc."
)
DOSSIER_EARLY = "Chưa đạt đủ bộ tiêu chí hoặc điều kiện; vẫn lập hồ sơ, cân nhắc trước khi đề nghị."
DOSSIER_NO_RULES = "Chưa có danh mục giấy tờ cho bộ tiêu chí này; hồ sơ chỉ gồm minh chứng."
DOSSIER_NO_MEETING = "{code}. Chưa có cuộc họp xét đề nghị công nhận trong kỳ để lập biên bản."
DOSSIER_OTHER_UNIT = "Hồ sơ của đơn vị khác: không tự lập giấy tờ, chỉ chép tệp đã đính kèm."
DOSSIER_MISSING_HEAD = "Hồ sơ {unit}, {set_name}, {period}: còn thiếu"
DOSSIER_COMPLETE = "Không còn thiếu."
PROGRESS_DOSSIER_PLAN = "Lập danh mục hồ sơ"
PROGRESS_DOSSIER_ZIP = "Nén hồ sơ"

# --- letters, plans, decisions, notices ---

BROADCASTS_BAD = "Số lần phát thanh phải là số nguyên từ 0 đến 1.000, không đọc được “{text}”."
COMMITTEE_UNKNOWN = "Không có cơ quan, tổ chức nào tên “{name}” trong danh bạ."
COMMITTEE_UNKNOWN_HINT = "Ghi đúng tên đã có ở Danh bạ › Cơ quan, tổ chức, hoặc thêm ở đó."
