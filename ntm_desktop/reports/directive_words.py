"""The words of letters, plans, reviews, decisions, notices and sheets of an office."""

from __future__ import annotations

from ntm_desktop.reports.narrative import GAP

# --- what several of them share ---

PARTY_OFFICE = "Đảng ủy {unit}"
VILLAGE_OFFICE = "Chi bộ {unit}"
HIGHER_OFFICES = {
    "huyện": "Huyện ủy",
    "thị xã": "Thị ủy",
    "quận": "Quận ủy",
    "thành phố": "Thành ủy",
    "tỉnh": "Tỉnh ủy",
}
DOCUMENT_WITH_SUBJECT = "{reference} {subject}"
MISSING_OPTION = "{title}: chưa nhập (mục “{title}”)."
NO_DIRECTIVES = "Văn bản làm căn cứ: chưa có văn bản nào ghi quan hệ “{relation}”."

TASK_NOUN = "nhiệm vụ"
DOCUMENT_NOUN = "văn bản"
TARGET_NOUN = "chỉ tiêu, tiêu chí"

# --- công văn ---

LETTER_SUBJECTS = {
    "don-doc": "đôn đốc thực hiện các nhiệm vụ quá hạn",
    "xin-so-lieu": "cung cấp số liệu {set}, {period}",
    "khac": GAP,
}
LETTER_STATE_SUBJECT = "V/v {subject}"
LETTER_PARTY_SUBJECT = "về việc {subject}"
AS_ABOVE = "- Như trên;"
AS_ARTICLE = "- Như Điều 4;"  # who carries a decision out (form 1.2 of Nghị định 30/2020/NĐ-CP)
REMINDER_OPENING = (
    "Qua theo dõi việc thực hiện các nhiệm vụ được giao, đến ngày {day} còn {count} quá hạn chưa "
    "hoàn thành:"
)
REMINDER_REQUEST = (
    "{issuer} đề nghị các cơ quan, đơn vị, cá nhân chủ trì khẩn trương hoàn thành; báo cáo kết "
    "quả, nguyên nhân chậm và thời hạn hoàn thành về {issuer} trước ngày {due}."
)
FIGURES_OPENING = (
    "Để có số liệu báo cáo kết quả thực hiện {set}, {period}, {issuer} đề nghị các đơn vị, cá nhân "
    "sau cung cấp số liệu:"
)
FIGURES_REQUEST = "Số liệu ghi theo mẫu Phiếu thu thập số liệu, gửi về {issuer} trước ngày {due}."
LETTER_CLOSINGS = {
    "don-doc": "Đề nghị các cơ quan, đơn vị, cá nhân nghiêm túc thực hiện./.",
    "xin-so-lieu": "Đề nghị các cơ quan, đơn vị, cá nhân phối hợp thực hiện./.",
    "khac": "Đề nghị các cơ quan, đơn vị, cá nhân quan tâm, phối hợp thực hiện./.",
}
DAYS_LATE = "{count} ngày"
NOBODY = "Chưa phân công"
LETTER_MISSING = {
    "drafter": (
        "Số, ký hiệu công văn: chưa biết đơn vị soạn thảo (mục “Đơn vị soạn thảo, viết tắt”)."
    ),
    "addressees": "Nơi gửi: chưa nhập (mục “Gửi”).",
    "subject": "Trích yếu: chưa nhập (mục “Trích yếu”).",
    "due": "Hạn báo cáo: chưa nhập (mục “Hạn”).",
    "tasks": "Nhiệm vụ quá hạn: không có nhiệm vụ nào để đôn đốc.",
    "leads": "Đơn vị chủ trì: có nhiệm vụ chưa giao.",
    "nobody": "Người cung cấp số liệu: có chỉ tiêu chưa phân công người phụ trách.",
}

# --- kế hoạch ---

PLAN_CURRENT_LABEL = "Kết quả hiện nay"
PLAN_TARGET_LABEL = "Phấn đấu {period}"
PLAN_SUBJECT = "Xây dựng nông thôn mới {period}"
PLAN_OPENING = "{grounds}{issuer} xây dựng kế hoạch {subject} như sau:"
PLAN_GROUNDS = "Thực hiện {documents}, "
PLAN_TARGETS = "Phấn đấu {period} đạt mức đề ra ở {count}, cụ thể:"
PLAN_SOLUTION = "- {what}: {solution}{more}."
PLAN_WHO = "phụ trách: {who}"
PLAN_DUE = "hạn: {day}"
PLAN_TASK = "nhiệm vụ: {text}"
PLAN_WORK = "công trình: {name}"
PLAN_INDICATOR = "Chỉ tiêu {code} ({text})"
PLAN_CRITERION = "Tiêu chí số {code} ({text})"
PLAN_MONEY = "Tổng kinh phí theo kế hoạch vốn {years}: {amount}."
PLAN_SOURCE = "- {name}: {amount}."
PLAN_CHARGE = "- {who}: chủ trì thực hiện {codes}."
PLAN_CODES = "các chỉ tiêu {codes}"
PLAN_CODE = "chỉ tiêu {codes}"
PLAN_CRITERIA_CODES = "các tiêu chí số {codes}"
PLAN_CRITERIA_CODE = "tiêu chí số {codes}"
PLAN_CLOSING = "Trên đây là kế hoạch {subject} của {issuer}./."
PLAN_MISSING = {
    "targets": "Mức phấn đấu {period}: chưa nhập chỉ tiêu nào.",
    "solutions": "Giải pháp: chưa có ở {codes}.",
    "assignees": "Người phụ trách: chưa có ở {codes}.",
}

# --- sơ kết ---

REVIEW_SUBJECT = "Sơ kết thực hiện {resolution}, {period}"
REVIEW_OPENING = "{issuer} báo cáo sơ kết thực hiện {resolution}, {period} như sau:"
REVIEW_ISSUED = "Trong kỳ đã ban hành {count}:"
REVIEW_DOCUMENT = "- {document}{end}"
REVIEW_FIGURE = "- {name}: {sentence}."
UNMET_NONE_KNOWN = "Trong các tiêu chí đã có số liệu, không có tiêu chí nào chưa đạt."
REVIEW_CLOSING = "Trên đây là báo cáo sơ kết thực hiện {resolution}, {period} của {issuer}./."
RESOLUTION_GAP = f"Nghị quyết {GAP}"
MISSING_RESOLUTION = "Nghị quyết được sơ kết: chưa nhập (mục “Nghị quyết”)."
SEVERAL_RESOLUTIONS = (
    "Có {count} nghị quyết trong Văn bản liên quan; đang dùng “{document}”. Nếu sơ kết nghị quyết "
    "khác thì ghi vào mục “Nghị quyết”."
)

# --- quyết định kiện toàn ---

COMMITTEE_GAP = f"Ban Chỉ đạo {GAP}"
DECISION_TYPE = "QĐ"
DECISION_SUBJECT = "Về việc kiện toàn {committee}"
AUTHORITY_OF_HEAD = "{head} {issuer}"
PROPOSAL = "Theo đề nghị của {who}."
PARTY_PROPOSAL = "- Theo đề nghị của {who}."
GROUNDS_GAP = f"Căn cứ {GAP};"
ARTICLE_MEMBERS = "Kiện toàn {committee} gồm {count} (có danh sách kèm theo)."
MEMBERS_COUNTED = "thành viên"
ARTICLE_FORCE = "Quyết định này có hiệu lực kể từ ngày ký{replaces}."
REPLACES = ", thay thế {documents}"
EXECUTION = (
    "Các cơ quan, đơn vị liên quan và các thành viên có tên trong danh sách kèm theo chịu trách "
    "nhiệm thi hành Quyết định này./."
)
LIST_REFERENCE = (
    "(Kèm theo Quyết định số{blank}/QĐ-{symbol} ngày{blank}tháng{blank}năm {year} của {issuer})"
)
PARTY_LIST_REFERENCE = (
    "(Kèm theo Quyết định số{blank}-QĐ/{symbol}, ngày{blank}tháng{blank}năm {year} của {issuer})"
)
DECISION_MISSING = {
    "committee": "Ban Chỉ đạo: chưa chọn (mục “Ban Chỉ đạo”).",
    "members": "Thành viên: danh bạ chưa có ai giữ chức vụ tại Ban Chỉ đạo vào ngày {day}.",
    "names": "Họ tên: có thành viên chưa có họ tên trong danh bạ.",
    "positions": "Chức vụ, đơn vị công tác: có thành viên chưa có chức vụ khác trong danh bạ.",
    "grounds": "Căn cứ: chưa có văn bản nào ghi quan hệ “căn cứ”.",
    "proposer": "Đơn vị đề nghị: chưa nhập (mục “Theo đề nghị của”).",
}
REPLACES_LATEST = (
    "Đang ghi thay thế “{document}” (văn bản mới nhất có quan hệ “kiện toàn”): xem lại, sửa ở mục "
    "“Thay thế quyết định”."
)
UNKNOWN_GROUNDS = "Thứ bậc của căn cứ “{document}” không xác định được: xem lại thứ tự."
INCOMPLETE_GROUNDS = "Căn cứ “{document}” còn thiếu: {parts}."

# --- thông báo công khai ---

NOTICE_SUBJECT = "Công khai kết quả thực hiện {set}, {period}"
NOTICE_OPENING = (
    "{issuer} thông báo công khai kết quả thực hiện {set}, {period} để lấy ý kiến của Nhân dân, "
    "cụ thể như sau:"
)
NOTICE_WHERE = "Nơi công khai: {where}."
NOTICE_SINCE = "Thời gian công khai: từ ngày {since} đến hết ngày {until}."
NOTICE_BROADCASTS = "Số lần phát trên hệ thống truyền thanh: {count} lần."
NOTICE_RULE = (
    "Việc công bố thực hiện theo Điều 5 Quyết định số 18/2022/QĐ-TTg: ít nhất 5 lần trong thời hạn "
    "15 ngày{mark}."
)
NOTICE_OPINIONS = "Ý kiến góp ý gửi về {where} trước hết ngày {until}."
NOTICE_CLOSING = "Thông báo để các cơ quan, đơn vị và Nhân dân biết, tham gia ý kiến./."
NOTICE_MISSING = {
    "where": "Nơi công khai: chưa nhập (mục “Nơi công khai”).",
    "since": "Ngày bắt đầu công khai: chưa nhập (mục “Từ ngày”).",
    "until": "Ngày kết thúc công khai: chưa nhập (mục “Đến ngày”).",
    "opinions_to": "Nơi nhận ý kiến: chưa nhập (mục “Nơi nhận ý kiến”).",
    "results": "Kết quả {period}: chưa có số liệu.",
}
RULE_DAYS, RULE_TIMES = 15, 5
NOTICE_RULE_NOT_READ = (
    "Mức “ít nhất 5 lần trong thời hạn 15 ngày” lấy từ Điều 5 Quyết định số 18/2022/QĐ-TTg (giai "
    "đoạn 2021-2025) theo nguồn thứ cấp, chưa đối chiếu bản gốc."
)
NOTICE_NO_RULE = (
    "Phần mềm chưa có quy định về số lần, thời gian công khai của giai đoạn này; mức của giai đoạn "
    "2021-2025 không tự áp dụng."
)
NOTICE_SHORT = "Công khai {days} ngày, ít hơn 15 ngày nêu tại Điều 5 Quyết định số 18/2022/QĐ-TTg."
NOTICE_FEW = "Phát thanh {count} lần, ít hơn 5 lần nêu tại Điều 5 Quyết định số 18/2022/QĐ-TTg."
NOTICE_BACKWARDS = "“Đến ngày” đứng trước “Từ ngày”: xem lại thời gian công khai."

# --- phân công phụ trách ---

CHARGE_SUBJECTS = {
    "criterion": "Tiêu chí thuộc {set}",
    "unit": "Thôn, tổ dân phố thuộc {unit}",
}
CHARGE_HEADS = {"criterion": "Tiêu chí", "unit": "Thôn, tổ dân phố"}
CHARGE_OF = "{who} ({codes})"
CHARGE_DUE = "{codes}: {day}"
CHARGE_COUNTS = {
    "criterion": "Tổng số: {count} tiêu chí; đã phân công {done}.",
    "unit": "Tổng số: {count} thôn, tổ dân phố; đã phân công {done}.",
}
CHARGE_NOTHING = {
    "criterion": f"Tiêu chí: {GAP}",
    "unit": f"Thôn, tổ dân phố: {GAP}",
}
CHARGE_PARTLY = "Chưa phân công: {codes}"
CHARGE_MISSING = "Người phụ trách: chưa có ở {names}."
CHARGE_SHORT = "{names} và {count} mục khác"

# --- phiếu giao việc ---

SLIP_RECURRENCE = "kiểm tra {recurrence}"
SLIP_INDICATOR = "Chỉ tiêu {code}"
SLIP_MISSING = {
    "lead": "Người nhận việc: chưa giao đơn vị, cá nhân chủ trì.",
    "due": "Hạn hoàn thành: chưa nhập.",
    "source": "Nguồn giao việc: chưa gắn cuộc họp, văn bản nào.",
    "product": "Sản phẩm, kết quả cần đạt: chưa nhập (mục “Sản phẩm, kết quả cần đạt”).",
    "reports_to": "Nơi báo cáo kết quả: chưa nhập (mục “Báo cáo kết quả với”).",
}
SLIP_NO_TASK = "Chưa chọn nhiệm vụ."
SLIP_NO_TASK_HINT = "Ghi khóa của nhiệm vụ: ntm report phieu-giao-viec --key KHÓA --out tệp.docx."

# --- báo cáo phục vụ buổi làm việc ---

PARTNER_TITLE = "Đoàn làm việc"
WORKING_SUBJECT = "Kết quả xây dựng nông thôn mới {period}, phục vụ buổi làm việc với {partner}"
WORKING_OPENING = (
    "Phục vụ buổi làm việc với {partner}, {issuer} báo cáo kết quả xây dựng nông thôn mới {period} "
    "như sau:"
)
WORKING_CLOSING = (
    "Trên đây là báo cáo kết quả xây dựng nông thôn mới {period} của {issuer}, phục vụ buổi làm "
    "việc với {partner}./."
)
