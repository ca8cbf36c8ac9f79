"""The words of a meeting's papers: headings, sentences, what is still missing."""

from __future__ import annotations

from ntm_desktop.reports.narrative import GAP

# --- names of issuers ---

# Words the folded name begins with or holds: (symbol, body, head, deputy, by order of).
ISSUERS = (
    ("ban chi dao", "BCĐ", "BAN CHỈ ĐẠO", "TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"),
    ("chi bo", "CB", "CHI BỘ", "BÍ THƯ", "PHÓ BÍ THƯ"),
    ("ban thuong vu huyen uy", "HU", "BAN THƯỜNG VỤ", "BÍ THƯ", "PHÓ BÍ THƯ"),
    ("ban thuong vu thi uy", "TU", "BAN THƯỜNG VỤ", "BÍ THƯ", "PHÓ BÍ THƯ"),
    ("ban thuong vu", "ĐU", "BAN THƯỜNG VỤ", "BÍ THƯ", "PHÓ BÍ THƯ"),
    ("dang uy", "ĐU", "ĐẢNG ỦY", "BÍ THƯ", "PHÓ BÍ THƯ"),
    ("huyen uy", "HU", "HUYỆN ỦY", "BÍ THƯ", "PHÓ BÍ THƯ"),
    ("thi uy", "TU", "THỊ ỦY", "BÍ THƯ", "PHÓ BÍ THƯ"),
    ("thanh uy", "TU", "THÀNH ỦY", "BÍ THƯ", "PHÓ BÍ THƯ"),
    ("tinh uy", "TU", "TỈNH ỦY", "BÍ THƯ", "PHÓ BÍ THƯ"),
    (
        *("thuong truc hoi dong nhan dan", "HĐND", "THƯỜNG TRỰC HĐND"),
        *("CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    ),
    ("hoi dong nhan dan", "HĐND", "HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    ("uy ban nhan dan", "UBND", "ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    ("mat tran", "MTTQ", "BAN THƯỜNG TRỰC", "CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
)
SHORT_FORMS = {
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "UBMTTQ": "Ủy ban Mặt trận Tổ quốc",
    "MTTQ": "Mặt trận Tổ quốc",
}
COMMITTEES_IN_SENTENCE = {"ĐU": "Đảng ủy", "HU": "Huyện ủy", "CB": "Chi bộ"}
CITY_COMMITTEES = {"thi uy": "Thị ủy", "thanh uy": "Thành ủy", "tinh uy": "Tỉnh ủy"}
LINE_BODIES = ("ỦY BAN NHÂN DÂN ", "THƯỜNG TRỰC ", "HỘI ĐỒNG NHÂN DÂN ")
UNNAMED_ENDS = (" huyen", " xa", " tinh", " phuong", " thi tran", " thanh pho", " thon")
UNNAMED = ("huyen uy", "thi uy", "thanh uy", "tinh uy", "dang uy", "ban chi dao", "chi bo")
NAME_GAP = "{name} " + GAP
OFFICE_SHORT = ("ỦY BAN NHÂN DÂN", "UBND")
OFFICE_HEAD = "CHÁNH VĂN PHÒNG"
PARTY_MEETING = "HỘI NGHỊ"
PERSONAL_WORDS = (
    *("bí thư", "phó", "chủ tịch", "trưởng", "ủy viên", "uỷ viên", "giám đốc", "chánh"),
    *("tỉnh ủy viên", "huyện ủy viên", "thị ủy viên", "đảng ủy viên", "chủ nhiệm", "thư ký"),
)
NAMED_POSITIONS = (
    *("bí thư", "phó", "chủ tịch", "trưởng", "ủy viên", "uỷ viên", "giám đốc", "chánh"),
    *("công chức", "chủ nhiệm", "thư ký", "cán bộ", "đảng ủy viên", "chuyên viên", "kế toán"),
    *("tỉnh ủy viên", "thị ủy viên", "huyện ủy viên", "thành ủy viên"),
    *("PBT", "BT", "CT", "PCT", "TB"),
)
SEVERAL_WORDS = ("các đồng chí", "trưởng, phó", "bí thư, phó bí thư", "chủ tịch, phó chủ tịch")
ADDRESSED = ("đồng chí", "ông", "bà")
COMRADE = "đồng chí"
ADDRESS_BEFORE = r"^(?:đồng chí|ông \(bà\)|ông|bà)\s+"  # a form of address before a name
# Words that no rule writes with a capital letter inside a sentence.
PLAIN_STARTS = (
    *("đại diện", "lãnh đạo", "các", "trưởng, phó", "trưởng các", "phó các", "đảng viên"),
    *("cán bộ", "công chức", "viên chức", "người", "thành viên", "đại biểu", "toàn thể"),
    *("hộ", "đông đảo", "chuyên viên", "trưởng thôn", "những", "một số", "từng", "mỗi", "cử tri"),
)
# An issuer above a commune sits elsewhere: words of its name.
HIGHER_WORDS = (
    *("tinh uy", "huyen uy", "thi uy", "thanh uy", "thi xa", "quan uy"),
    *("huyen", "tinh", "thanh pho", "trung uong"),
)
PRESIDED = "chủ trì"
PRESIDED_TOGETHER = "đồng chủ trì"
AND = " và "

# --- time and place ---

CLOCK_GAP = f"{GAP} giờ {GAP}"
DAY_GAP = f"ngày {GAP} tháng {GAP} năm {GAP}"
WHEN = "{clock}, {day}"
WHEN_SESSION = "{session} {day}"
SESSIONS = {"morning": "buổi sáng", "afternoon": "buổi chiều", "evening": "buổi tối"}
ALL_DAY = "cả ngày,"

# --- who came ---

PERSON_LINE = "{who};"
LAST_PERSON_LINE = "{who}."
GROUP_COUNT = "{name}: {count} người"
GROUP_PRESENT = "{name}: có mặt {present}/{expected} người"
ABSENT_MARKS = {"absent_with_leave": "vắng có phép", "absent": "vắng"}
COUNTS = "Tổng số được triệu tập: {expected} người; có mặt: {present} người{absent}{guests}."
COUNTS_ABSENT = "; vắng: {absent} người{leave}"
COUNTS_LEAVE = " (có phép {leave} người)"
COUNTS_GUESTS = "; khách mời: {guests} người"
HOUSEHOLDS = (
    "Tổng số hộ của thôn: {total} hộ; số hộ có đại diện dự họp: {present} hộ{share}; "
    "số hộ vắng mặt: {absent} hộ."
)
HOUSEHOLDS_SHARE = ", đạt {share}"

# --- invitation, agenda, list ---

INVITATION_SUBJECT = "Dự {title}"
INVITES = "{issuer} trân trọng kính mời:"
INVITATION_CLOSING = (
    "Kính mời các đại biểu sắp xếp thời gian đến dự đầy đủ, đúng thành phần và thời gian trên./."
)
INVITATION_PARTY_CLOSING = (
    "Đề nghị các đồng chí sắp xếp thời gian đến dự đầy đủ, đúng thành phần và thời gian trên./."
)
PRESENTED_BY = "{title} ({who} trình bày)"
AGENDA_CLOSING = "Trên đây là chương trình {title}./."
LIST_SUBJECT = "Đại biểu dự {title}"
LIST_COUNT = "Tổng số theo danh sách: {count}; có mặt ký tên: " + GAP + " người."
LIST_MAKER = "NGƯỜI LẬP DANH SÁCH"
LIST_MOST_ROWS = 300
LIST_BLANK_ROWS = 3
AT_LEAST = "ít nhất {count} người"
PEOPLE = "{count} người"
PEOPLE_CUT = "{count} người, in {most} dòng"
MEETING_NOUN = "cuộc {title}"
PLAIN_MEETING = "họp "

# --- minutes ---

MINUTES_SUBJECTS = {"other": "{title}"}
PLACE_LABEL = "tại {place}"
REPORTED = "{title}"
REPORTED_BY = "{who} trình bày: {title}"
MINUTES_ENDS = {
    "hội nghị": "Hội nghị kết thúc vào hồi {clock}, {day}./.",
    "buổi làm việc": "Buổi làm việc kết thúc vào hồi {clock}, {day}./.",
    "cuộc họp": "Cuộc họp kết thúc vào hồi {clock}, {day}./.",
}
COPIES = "Biên bản được lập thành {copies} bản có giá trị như nhau{kept}."
COPIES_KEPT = ": {kept}"
VOTE_LINE = "{question}: {counts}."
VOTE_PARTS = {
    "votes_for": "nhất trí {number}",
    "votes_against": "không nhất trí {number}",
    "votes_abstain": "ý kiến khác {number}",
    "votes_invalid": "không hợp lệ {number}",
}
VOTE_METHOD = "hình thức {method}"
VOTE_COUNTED = "{number} {unit}"
VOTE_SHARE = "{counted}/tổng số {base} {unit}, đạt {share}"
DOSSIER_QUESTION = "Nội dung {method}: {question}."
DOSSIER_VOTE = (
    "Kết quả {method}: nhất trí {counted}/tổng số {base} {unit} dự họp, đạt {share}{more}."
)
DOSSIER_VOTE_ELIGIBLE = (
    "Kết quả {method}: nhất trí {counted}/tổng số {base} {unit}, đạt {share}{more}."
)
DOSSIER_VOTE_CAST = (
    "Kết quả {method}: nhất trí {counted}/tổng số {base} {unit} đã biểu quyết, đạt {share}{more}."
)
DOSSIER_REACHED_UNSAID = "Tỷ lệ nhất trí yêu cầu: {required}; đạt hay không: ……"
DOSSIER_REQUIRED = "Tỷ lệ nhất trí yêu cầu: {required}."
VOTE_METHODS = {"hands": "biểu quyết", "secret": "bỏ phiếu"}
SECRETARY = "THƯ KÝ"
CHAIR = "CHỦ TỌA"
STATE_HEAD_OF_COMMITTEE = "TRƯỞNG BAN"
REPRESENTS = "ĐẠI DIỆN {name}"
DELEGATION = "ĐẠI DIỆN ĐOÀN LÀM VIỆC"
WRITER = "NGƯỜI GHI BIÊN BẢN"
VILLAGE_CHAIR = "CHỦ TRÌ"
HOUSEHOLD = "ĐẠI DIỆN HỘ DÂN"
CARRIED_DONE = "đã xong"
CARRIED_DONE_ON = "đã xong ngày {day}"
CARRIED_OPEN = "chưa xong"
CARRIED_TASK = "{text} ({more})"
CARRIED_LEAD = "{lead}"
CARRIED_DUE = "hạn {due}"
CARRIED_GIVEN = "giao ngày {day}"

# --- conclusion ---

CONCLUSION_SUBJECT = "Kết luận tại {title}"
CONCLUSION_SUBJECT_BY = "Kết luận của {who} tại {title}"
CONCLUSION_HELD = "{day}{place}, {who} {presided} {title}."
CONCLUSION_ATTENDED = "Tham dự có: {who}."
CONCLUSION_HEARD = "Sau khi nghe {heard}, {who} kết luận như sau:"
CONCLUSION_SAID = "{who} kết luận như sau:"
HEARD_REPORTS = "báo cáo"
HEARD_OPINIONS = "ý kiến của các đại biểu dự họp"
CONCLUSION_CLOSING = "Thông báo để các cơ quan, đơn vị, cá nhân liên quan biết, thực hiện./."
PLACE_PART = ", tại {place}"

# --- tasks ---

ASSIGNMENT_SUBJECT = "Thực hiện {source}"
ASSIGNMENT_SUBJECT_MEETING = "Thực hiện kết luận {source}"
FOLLOW_UP_SPAN = "Từ ngày {since} đến ngày {until}"
FOLLOW_UP_DAY = "Tính đến ngày {until}"
FOLLOW_UP_ALL = "Các nhiệm vụ đang theo dõi"
TABLE_COUNT = "Tổng số: {count} nhiệm vụ."
SUPPORTED = "Phối hợp: {who}"
DONE_BY = "Thực hiện: {who}"
EXTENDED = "đã gia hạn {count} lần"
PERCENT = "đạt {percent}%"
DONE_ON = "{standing} (ngày {day})"
ALL_LEADS = "Tổng cộng"
NO_LEAD = "Chưa giao đơn vị, cá nhân chủ trì"
REPORT_SUBJECT = "Kết quả thực hiện kết luận tại {title}"
REPORT_SOURCE = "{title}{day}"
REPORT_SOURCE_DAY = ", họp ngày\u00a0{day}"
REPORT_SUBJECT_ALL = "Kết quả thực hiện các nhiệm vụ được giao"
REPORT_SUBJECT_DOCUMENT = "Kết quả thực hiện {source}"
REPORT_OPENING = "{issuer} báo cáo {subject} như sau:"
REPORT_TOTAL = "Tổng số {total} nhiệm vụ được giao. Đến ngày {day}: {parts}."
REPORT_DONE = "đã hoàn thành {count} nhiệm vụ{late}"
REPORT_NONE_DONE = "chưa hoàn thành nhiệm vụ nào"
REPORT_OPEN = "đang thực hiện, chưa quá hạn {count} nhiệm vụ"
REPORT_LATE_OPEN = "quá hạn {count} nhiệm vụ"
REPORT_UNDATED = "chưa rõ ngày hạn {count} nhiệm vụ"
REPORT_LATE = " (trong đó {count} nhiệm vụ xong quá hạn)"
REPORT_DROPPED = "dừng thực hiện {count} nhiệm vụ"
REPORT_TASK = "{number}. {text} ({more}): {standing}."
REPORT_LEAD = "chủ trì: {lead}"
REPORT_DUE = "hạn: {due}"
REPORT_RESULT = "- {line}"
REPORT_NO_RESULT = "- Kết quả: " + GAP
REPORT_OVERDUE = "Còn {count} nhiệm vụ quá hạn: {tasks}."
REPORT_OVERDUE_NUMBERS = "Còn {count} nhiệm vụ quá hạn: các nhiệm vụ số {numbers} tại mục II."
REPORT_NONE_OVERDUE = "Không có nhiệm vụ quá hạn."
REPORT_CLOSING = "Trên đây là báo cáo {subject} của {issuer}./."
NO_TASKS_YET = "Chưa có nhiệm vụ nào: " + GAP

# --- news ---

NEWS_LEAD = "{when}{place}, {issuer} tổ chức {title}. {chairs} {presided}."
NEWS_GUESTS = "Dự {what} có {who}."
NEWS_ISSUER = "{issuer} tổ chức {title}"
NEWS_REPORT = "Tại {what}, {title} đã được trình bày."
NEWS_REPORT_BY = "Tại {what}, {who} trình bày {title}."
NEWS_OPINION = "{who}: {content}"
NEWS_CONCLUDED = "Kết luận {what}, {who} nêu:"
NEWS_PHOTO = "Ảnh {number}: {caption}"
NEWS_NO_CAPTION = GAP

# --- what the author is told beside the document ---

MISSING = {
    "held_on": "Ngày họp: chưa nhập.",
    "started_at": "Giờ bắt đầu: chưa nhập.",
    "ended_at": "Giờ kết thúc: chưa nhập.",
    "place": "Địa điểm: chưa nhập.",
    "chairs": "Người chủ trì: chưa nhập.",
    "concluder": "Người kết luận: chưa nhập.",
    "secretary": "Thư ký: chưa nhập.",
    "attendees": "Thành phần dự họp: chưa nhập.",
    "counts": "Số người được triệu tập, có mặt: chưa ghi (danh sách có nhóm thì không tự cộng).",
    "agenda": "Chương trình: chưa nhập.",
    "opinions": "Ý kiến phát biểu: chưa nhập nên không in mục này.",
    "conclusions": "Kết luận: chưa nhập.",
    "votes": "Biểu quyết: chưa nhập đủ số phiếu hoặc chưa chọn tỷ lệ tính trên số nào.",
    "households": "Số hộ của thôn, số hộ dự họp: chưa nhập.",
    "partner": "Bên làm việc: chưa ghi ai thuộc đoàn làm việc (vai trò “đại diện đoàn”).",
    "copies": "Số bản lập: chưa nhập (mục “Số bản lập”).",
    "issuer": "Cơ quan ban hành: chưa nhập.",
    "issuer_place": "Địa danh: chưa biết nơi đóng trụ sở của cơ quan ban hành.",
    "issuer_name": "Tên cơ quan ban hành chưa đủ tên riêng (xã, huyện, Ban Chỉ đạo nào).",
    "issuer_parent": "Cơ quan cấp trên ghi trên cùng bên trái: chưa nhập.",
    "symbol": "Chữ viết tắt tên cơ quan trong số, ký hiệu: chưa biết.",
    "signer": "Quyền hạn, chức vụ người ký: chưa nhập.",
    "signer_name": "Họ tên người ký: chưa nhập.",
    "signer_names": "Họ tên thư ký, chủ tọa ký biên bản: chưa có trong danh bạ.",
    "author": "Người viết tin: chưa nhập (mục “Người viết”).",
    "ballot": "Kết quả bỏ phiếu: chưa nhập đủ số phiếu hoặc chưa chọn tỷ lệ tính trên số nào.",
    "tasks": "Nhiệm vụ: chưa nhập.",
    "leads": "Đơn vị chủ trì: có nhiệm vụ chưa giao.",
    "dues": "Hạn hoàn thành: có nhiệm vụ chưa ghi.",
    "results": "Kết quả: có nhiệm vụ chưa ghi kết quả.",
    "causes": "Nguyên nhân: chưa viết (mục “Nguyên nhân”).",
    "proposals": "Kiến nghị: chưa viết (mục “Kiến nghị, đề xuất”).",
    "photos": "Ảnh: chưa đính kèm ảnh nào vào cuộc họp.",
    "captions": "Chú thích ảnh: có ảnh chưa ghi chú (ghi tại từng ảnh).",
}
CORRECTION = "Bản đính chính lần {number}{day}{before}{reason}."
CORRECTION_DAY = ", chốt ngày\u00a0{day}"
CORRECTION_BEFORE = ", thay bản chốt ngày\u00a0{day}"
CORRECTION_REASON = ". Lý do: {reason}"
NOTICE_VERSION = "Bản đính chính lần {number}: {changes}"
NOTICE_REOPENED = "Cuộc họp đang mở lại để đính chính, chưa chốt lại."
NOTICE_BROKEN = "Bản chốt không đọc được; văn bản in theo dữ liệu hiện nay."
NOTICE_PARTY = "Thể thức văn bản của Đảng: {source}."
NOTICE_FRONT = "Thể thức: {source}."
NOTICE_VILLAGE = "Biên bản họp thôn theo NĐ 59/2023/NĐ-CP, Mẫu số 03: chưa đối chiếu bản gốc."
NOTICE_RECOGNITION = (
    "Biên bản họp xét đề nghị công nhận theo hồ sơ đã lưu hành: chưa đối chiếu văn bản quy định."
)
NOTICE_OTHER_SIDE = (
    "“{issuer}” là cơ quan bên {side} nhưng đang chọn {title}: xem lại thể thức trước khi ký."
)
STATE_BODIES = ("UBND", "HĐND")  # a steering committee may be of either side
SIDES_OF_ISSUERS = {"party": "Đảng", "state": "chính quyền"}
NOTICE_ONLY_STATE = "Văn bản này chỉ có mẫu thể thức hành chính."
NOTICE_BY_ORDER = "Trước tháng 7/2025 UBND cấp xã không có Chánh Văn phòng: xem lại quyền hạn ký."
NOTICE_REQUIRED = (
    "Tỷ lệ nhất trí yêu cầu: quy định kèm theo phần mềm chưa ghi; văn bản hướng dẫn có quy định "
    "thì ghi vào mục “Tỷ lệ yêu cầu”."
)
NOTICE_PHOTOS = "Có {count} ảnh, tin bài chỉ in {most} ảnh đầu."
NOTICE_PHOTO_UNREAD = "Không mở được ảnh “{name}” nên không in."
