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
STEP_NARRATIVE = "Sửa lời văn báo cáo"
STEP_COPY_PREVIOUS = "Chép số liệu từ {period}"
STEP_TRUST = "Tin máy gửi {device}"
SET_UNKNOWN = "Không có bộ tiêu chí “{set_id}”."
SET_UNKNOWN_HINT = "Các bộ tiêu chí: {sets}."
GROUP_UNKNOWN = "Bộ tiêu chí “{set_id}” không có nhóm “{group}”."
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
        "Chọn tệp .ntmx do đơn vị khác gửi. Nếu gói nằm trong tệp .zip, hãy giải nén trước.",
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
        "Tệp có mật khẩu; bản này chưa mở được tệp có mật khẩu.",
        "Đề nghị bên gửi gửi lại gói không đặt mật khẩu qua kênh an toàn.",
    ),
    "E_DECRYPT": (
        "Không mở được tệp bằng khóa này.",
        "Kiểm tra lại mật khẩu với bên gửi.",
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
}
COVER_OFFICE = "Phạm vi: nội bộ cơ quan, chỉ dùng giữa các máy của cùng đơn vị"
COVER_SHARED = "Phạm vi: gửi giữa các đơn vị; không kèm dữ liệu nội bộ"
COVER_SERIAL = "Gói số: {serial}"
COVER_PART = "Phần {index}/{count}"
COVER_COUNTS = "Số thay đổi: {changes}, trong {records} bản ghi"
COVER_ENTITY = "  - {plural}: {count}"
COVER_NO_ATTACHMENTS = "Tệp kèm theo: không có"
COVER_ATTACHMENTS = "Tệp kèm theo: {count}"
COVER_FINGERPRINT = "Mã máy gửi (đối chiếu qua điện thoại): {fingerprint}"
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
PACK_NO_SUB_TEXT = "có mức “trong đó” thì phải có sub_text"

# --- assessment: the sentence that explains an outcome ---
ASSESS_MET = "Đạt: cần {target}, hiện {value}."
ASSESS_NOT_MET = "Cần {target}, hiện {value}: {gap}."
ASSESS_NOT_MET_PLAIN = "Cần {target}, hiện {value}."
ASSESS_YES_NO = "Đã ghi là {answer}."
ASSESS_NO_ANSWER = "Chưa ghi đạt hay chưa đạt."
ASSESS_NO_VALUE = "Cần {target}; chưa có số liệu."
ASSESS_NOTHING = "Chưa có số liệu; chưa có mức phải đạt nên cần tự đánh giá."
ASSESS_NO_TARGET = "Hiện {value}; chưa có mức phải đạt nên cần tự đánh giá."
ASSESS_CONDITIONS = "Yêu cầu: {target}; cần tự đánh giá."
ASSESS_DECLARED = "Tự đánh giá {outcome}{reason}."
ASSESS_CONTRADICTS = "Tự đánh giá {outcome}{reason}, nhưng theo số liệu thì {computed}: {detail}"
ASSESS_REASON = " ({reason})"
ASSESS_NOT_APPLICABLE = "Không áp dụng: {reason}."
ASSESS_NO_REASON = "chưa ghi lý do"
ASSESS_NOT_IF_ANY = "Ghi là không áp dụng, nhưng chỉ tiêu này không thuộc loại “nếu có”."
ASSESS_UNKNOWN_WORD = "“{word}” không có trong thang xếp loại ({scale})."
ASSESS_GENDER_MISSING = "Cần {target} cho cả nam và nữ; chưa có đủ số liệu riêng của nam và của nữ."
ASSESS_PART_MISSING = "Cần {target}; chưa có số liệu của phần “trong đó”."
ASSESS_POINTS = "Đã chấm {value} trên {maximum} điểm; chưa có mức phải đạt nên cần tự đánh giá."
ASSESS_POINTS_NONE = "Chưa chấm điểm (tối đa {maximum} điểm)."
ASSESS_POINTS_OVER = "Điểm {value} nằm ngoài khoảng 0 đến {maximum}, nên không được cộng."
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
VALUE_HINT_NUMBER = "Nhập số như 95,3 hoặc 12/17; hoặc “đạt: lý do” khi tự đánh giá."
VALUE_HINT_WORD = "Nhập một trong các mức: {words}."
VALUE_HINT_BOOLEAN = "Nhập “đạt” hoặc “chưa đạt”."
VALUE_HINT_CRITERION = "Với cả tiêu chí chỉ ghi “đạt”, “chưa đạt” hoặc “na: lý do”."
VALUE_HINT_GENDER = "Nhập riêng nam và nữ, ví dụ: nam=90,5; nữ=88"
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
TEMPLATE_UNKNOWN_FIELD = "Mẫu “{file}” dùng trường không có: “{field}”, tại đoạn “{paragraph}”."
TEMPLATE_NEAREST_HINT = "Có lẽ là “{nearest}”. Sửa lại trong Word rồi làm lại."
TEMPLATE_NO_NEAREST_HINT = "Xem danh sách các trường được dùng rồi sửa lại trong Word."
TEMPLATE_BAD_TAG = "Mẫu “{file}” có thẻ viết sai, tại đoạn “{paragraph}”."
TEMPLATE_BAD_TAG_HINT = "Mỗi “{{{{” cần “}}}}”, mỗi “for”, “if” cần “endfor”, “endif” đi kèm."
TEMPLATE_FAILED = "Không điền được mẫu “{file}”: có thẻ tính toán không thực hiện được."
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
HEADLINE_NONE = "Chưa nhập số liệu của kỳ này"
HEADLINE_TOTALS = "Đạt {total} ({note})"
TREND_UP = " – tăng {count} {noun} so với {period}"
TREND_DOWN = " – giảm {count} {noun} so với {period}"
TREND_SAME = " – không đổi so với {period}"
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

# --- batches: several records as one step ---
STEP_ADD_SEVERAL = "Thêm {count} {entity}"
STEP_ORDER = "Đổi thứ tự {entity}"
PROGRESS_GATHER = "Lấy số liệu"
PROGRESS_CHARTS = "Vẽ biểu đồ"
PROGRESS_WRITE = "Ghi tệp Word"
SELF_CHECK_BACKUP = "Sao lưu và kiểm tra bản sao: {file}"
SELF_CHECK_REPORT = "Lập báo cáo Word: {size} KB"
SELF_CHECK_EXCHANGE = "Gửi và nhận {changes} thay đổi"
