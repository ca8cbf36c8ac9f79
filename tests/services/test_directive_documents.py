"""Letters, plans, reviews, decisions, notices, sheets: what stands in them, gaps, odd data."""

import docx
import pytest
from docx.oxml.ns import qn

from ntm_desktop import paths
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.reports.catalogue import DIRECTIVES, report_kind
from ntm_desktop.reports.render import check_file
from ntm_desktop.reports.template_fields import template_fields
from ntm_desktop.services import units
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.issuing import review_document
from ntm_desktop.services.layout_check import check_layout
from ntm_desktop.services.records import put_texts, put_values
from ntm_desktop.services.reporting import build_document, prepare_document, set_narrative
from ntm_desktop.services.roadmap import put_roadmap_item
from tests.directive_fixtures import COMMITTEE, HOSTILE, NANG_CAO, direct
from tests.reports.reading import text_of

LONG = "Rà soát, hoàn thiện hồ sơ minh chứng của từng tiêu chí tại các thôn " * 12
WITH_PROSE = [kind.id for kind in DIRECTIVES if kind.sections]
CHOICES = [
    *(("cong-van", {"kind": kind}) for kind in ("don-doc", "xin-so-lieu", "khac")),
    *((kind.id, {}) for kind in DIRECTIVES if kind.id != "cong-van"),
    ("phan-cong-phu-trach", {"by": "unit"}),
    ("quyet-dinh", {"authority": "head"}),
]


@pytest.fixture
def made(commune):
    return direct(commune)


def request(report_id, key=None, period="2023", **options):
    if report_id == "phieu-giao-viec":
        period = None
    return DocumentRequest(report_id, period, NANG_CAO, key=key, options=options)


def built(workspace, report_id, key=None, *, draft=False, period="2023", **options):
    path = workspace.folder.parent / "van-ban.docx"
    asked = request(report_id, key, period, **options)
    done = build_document(workspace, asked, path, draft=draft)
    return docx.Document(str(path)), done


def printed(workspace, report_id, key=None, **options):
    return text_of(built(workspace, report_id, key, **options)[0])


def regimes_of(report_id):
    return ("state", "party") if report_kind(report_id).party_template else ("",)


def assert_fine(workspace, report_id, key, *, draft=False, **options):
    """Fail unless a paper is a valid file and the layout check has nothing to say of it."""
    import openxml_audit as audit

    for regime in regimes_of(report_id):
        chosen = {**options, "regime": regime} if regime else options
        built(workspace, report_id, key, draft=draft, **chosen)
        path = workspace.folder.parent / "van-ban.docx"
        assert audit.OpenXmlValidator().validate(str(path)).is_valid, (report_id, regime)
        found = check_layout(path)
        said = [(one.rule, one.where, one.found) for one in found.findings]
        if found.regime is None:
            assert report_id in ("phan-cong-phu-trach", "phieu-giao-viec")
            assert [one[0] for one in said] == ["regime.none"]
        else:
            assert (said, found.regime) == ([], regime or "state")


# --- every one of them ---


@pytest.mark.parametrize(("report_id", "options"), CHOICES)
@pytest.mark.parametrize("draft", [False, True])
def test_every_paper_is_valid_and_passes_the_layout_check(made, report_id, options, draft):
    assert_fine(made.workspace, report_id, made.keys["late"], draft=draft, **options)


@pytest.mark.parametrize(("report_id", "options"), CHOICES)
def test_an_office_without_data_gets_gaps_and_no_claims(commune, report_id, options):
    key = put_texts(commune, "task", None, {"text": "Việc mới"}).key
    assert_fine(commune, report_id, key, **options)
    document, done = built(commune, report_id, key, **options)
    assert done.missing
    assert "None" not in text_of(document)
    assert "…" in text_of(document)
    assert "0 nhiệm vụ" not in text_of(document)


@pytest.mark.parametrize(("report_id", "options"), CHOICES)
def test_hostile_and_long_words_are_text_in_a_valid_file(made, report_id, options):
    workspace = made.workspace
    many = {"signer_name": HOSTILE, "issuer": f"UBND xã {HOSTILE}"}
    known = {one.id for one in report_kind(report_id).options if not one.choices}
    dated = {"due", "as_of", "since", "until", "broadcasts", "committee", "lead", "codes"}
    typed = {name: f"{name} {HOSTILE}" for name in known - dated - set(many)}
    for number in range(60):
        task = {"text": f"{number} {HOSTILE} {LONG}", "assignee": HOSTILE, "due_on": "2/1/2024"}
        put_texts(workspace, "task", None, task)
    values = {"assignee": HOSTILE, "solution": f"{HOSTILE}\n{LONG}", "due_on": "2024-05-01"}
    put_roadmap_item(workspace, NANG_CAO, "3.3", values)
    key = put_texts(workspace, "task", None, {"text": f"{HOSTILE}\n{LONG}", "doer": HOSTILE}).key
    if report_id in WITH_PROSE:
        for section in report_kind(report_id).sections:
            set_narrative(workspace, report_id, "2023", section.id, f"{HOSTILE}\n{LONG}")
    chosen = {**typed, **{name: text for name, text in many.items() if name in known}, **options}
    import openxml_audit as audit

    for regime in regimes_of(report_id):
        document, _ = built(
            workspace, report_id, key, **chosen, **({"regime": regime} if regime else {})
        )
        path = workspace.folder.parent / "van-ban.docx"
        assert audit.OpenXmlValidator().validate(str(path)).is_valid
        assert HOSTILE in text_of(document)


def test_many_rows_repeat_their_head_and_do_not_break(made):
    for number in range(400):
        task = {"text": f"Việc số {number}", "assignee": "Thôn An Xuân", "due_on": "2/1/2024"}
        put_texts(made.workspace, "task", None, task)
    document, _ = built(made.workspace, "cong-van", drafter="KT", due="31/1/2024")
    table = max(document.tables, key=lambda one: len(one._tbl.tr_lst))
    rows = table._tbl.tr_lst
    assert len(rows) == 402
    assert rows[0].find(f".//{qn('w:tblHeader')}") is not None
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


@pytest.mark.parametrize("regime", ["state", "party"])
def test_a_long_list_of_places_goes_on_over_the_page_and_passes(made, regime):
    places = "\n".join(f"Thôn số {number} & <đơn vị>" for number in range(90))
    document, _ = built(made.workspace, "cong-van", to=places, drafter="KT", regime=regime)
    address = next(one for one in document.tables if "Kính gửi:" in one.cell(0, 0).text)
    assert "- Thôn số 89 & <đơn vị>." in address.cell(0, 1).text
    assert address._tbl.tr_lst[0].find(f".//{qn('w:cantSplit')}") is None
    assert check_layout(made.workspace.folder.parent / "van-ban.docx").findings == ()


@pytest.mark.parametrize("kind", DIRECTIVES, ids=lambda kind: kind.id)
def test_every_field_has_help_and_both_templates_name_only_fields_there_are(kind):
    assert all(field.help.strip() for field in template_fields(kind.context))
    for name in filter(None, (kind.template, kind.party_template)):
        assert check_file(kind, paths.template(name)) == []


@pytest.mark.parametrize("report_id", WITH_PROSE)
def test_what_a_person_wrote_stands_in_the_paper_and_is_told_when_it_is_carried_over(
    made, report_id
):
    workspace = made.workspace
    section = report_kind(report_id).sections[0]
    for period in ("2022", "2023"):
        set_narrative(workspace, report_id, period, section.id, "Đoạn do người soạn viết.")
    assert "Đoạn do người soạn viết." in printed(workspace, report_id)
    told = prepare_document(workspace, request(report_id))
    assert any("giống hệt kỳ trước" in one for one in told.notices)
    assert told.sections[0].unchanged


@pytest.mark.parametrize("report_id", [kind.id for kind in DIRECTIVES])
def test_an_option_or_choice_there_is_not_is_refused(made, report_id):
    with pytest.raises(InputError):
        built(made.workspace, report_id, made.keys["late"], khong_co="1")
    with pytest.raises(InputError):
        built(made.workspace, report_id, made.keys["late"], capacity="khong-co")


# --- công văn ---


def test_a_reminder_names_the_late_tasks_and_goes_to_who_leads_them(made):
    text = printed(made.workspace, "cong-van", drafter="KT", due="31/1/2024")
    assert "/UBND-KT" in text
    assert "/CV-" not in text
    assert "V/v đôn đốc thực hiện các nhiệm vụ quá hạn" in text
    assert "Kính gửi: Trưởng phòng Kinh tế." in text
    assert "còn 01 nhiệm vụ quá hạn" in text
    row = "1 | Rà soát hồ sơ tiêu chí Thu nhập | Trưởng phòng Kinh tế | 05/01/2024 | 18 ngày"
    assert row in text
    assert "trước ngày 31/01/2024" in text
    assert "Sửa kênh" not in text
    assert "- Như trên;" in text


def test_a_reminder_can_be_of_one_lead_only(made):
    done = built(made.workspace, "cong-van", lead="Thôn Đông Xuyên")[1]
    assert any("Nhiệm vụ quá hạn: không có" in one for one in done.missing)


def test_several_places_stand_as_a_list_with_the_right_ends(made):
    text = printed(made.workspace, "cong-van", to="Thôn An Xuân; Thôn Đông Xuyên\nTrạm Y tế xã")
    assert "Kính gửi: | - Thôn An Xuân; / - Thôn Đông Xuyên; / - Trạm Y tế xã." in text


def test_a_letter_that_asks_for_figures_says_who_owes_which(made):
    text = printed(
        made.workspace, "cong-van", kind="xin-so-lieu", codes="3.1\n13.5", due="5/2/2024"
    )
    assert "1 | Công chức địa chính | 3.1 | 1" in text
    assert "2 | Trưởng phòng Kinh tế | 13.5 | 1" in text
    assert "trước ngày 05/02/2024" in text
    assert "quá hạn" not in text


def test_codes_may_stand_on_one_line(made):
    text = printed(made.workspace, "cong-van", kind="xin-so-lieu", codes="3.1, 13.5; 1.1")
    assert "1 | Công chức địa chính | 3.1 | 1" in text
    assert "3 | Chưa phân công | 1.1 | 1" in text


def test_thon_are_asked_by_name(made):
    text = printed(made.workspace, "cong-van", kind="xin-so-lieu", by="unit", codes="3.1")
    assert "1 | Thôn An Xuân | 3.1 | 1" in text
    assert "- Thôn Đông Xuyên." in text


def test_a_letter_of_the_party_has_its_own_form(made):
    text = printed(made.workspace, "cong-van", regime="party")
    assert "-CV/ĐU" in text
    assert "về việc đôn đốc" in text
    assert "ĐẢNG ỦY XÃ QUẢNG AN" in text
    assert not any(mark in text for mark in ("CỘNG HÒA", "V/v", "TM."))


def test_what_a_letter_lacks_is_named_and_shown_as_a_gap(made):
    document, done = built(made.workspace, "cong-van", kind="khac")
    assert "/UBND-……" in text_of(document)
    assert "V/v ……" in text_of(document)
    named = [one.split(":")[0] for one in done.missing]
    assert {"Số, ký hiệu công văn", "Trích yếu", "Nơi gửi", "Nội dung khác"} <= set(named)


@pytest.mark.parametrize("day", ["31/2/2024", "mai"])
def test_a_date_that_is_none_is_refused(made, day):
    with pytest.raises(InputError):
        built(made.workspace, "cong-van", due=day)


def test_prose_of_one_kind_of_letter_is_not_printed_in_another(made):
    set_narrative(made.workspace, "cong-van", "2023", "reminder_request", "Đề nghị báo cáo ngay.")
    assert "báo cáo ngay" in printed(made.workspace, "cong-van")
    assert "báo cáo ngay" not in printed(made.workspace, "cong-van", kind="xin-so-lieu")


# --- kế hoạch ---


def test_a_plan_shows_planned_values_solutions_money_and_people(made):
    text = printed(made.workspace, "ke-hoach", period="2024")
    assert "Thực hiện Nghị quyết số 18-NQ/ĐU ngày 10 tháng 02 năm 2023" in text
    assert "Phấn đấu năm 2024 đạt mức đề ra ở 02 chỉ tiêu, tiêu chí, cụ thể:" in text
    [row] = [line for line in text.splitlines() if line.startswith("3.1 | ")]
    assert row.endswith("| % | 85 | 92")
    assert "Kiên cố hóa kênh mương (phụ trách: Công chức địa chính; hạn: 30/06/2024)." in text
    assert "Tổng kinh phí theo kế hoạch vốn năm 2024: 2.000 triệu đồng." in text
    assert "3.000 triệu đồng" not in text
    assert "- Trưởng phòng Kinh tế: chủ trì thực hiện chỉ tiêu 13.5." in text


def test_a_plan_names_what_has_no_solution_and_no_plan(made):
    missing = prepare_document(made.workspace, request("ke-hoach", period="2024")).missing
    assert "Giải pháp: chưa có ở 13.5." in missing
    without = prepare_document(made.workspace, request("ke-hoach", period="2022")).missing
    assert "Mức phấn đấu năm 2022: chưa nhập chỉ tiêu nào." in without


# --- sơ kết ---


def test_a_review_is_the_partys_unless_another_form_is_chosen(made):
    text = printed(made.workspace, "bao-cao-so-ket")
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
    assert "Sơ kết thực hiện Nghị quyết số 18-NQ/ĐU" in text
    assert "CỘNG HÒA" in printed(made.workspace, "bao-cao-so-ket", regime="state")


def test_a_review_tells_documents_results_figures_money_and_tasks(made):
    text = printed(made.workspace, "bao-cao-so-ket")
    assert "Trong kỳ đã ban hành 01 văn bản:" in text
    assert "Kế hoạch số 25/KH-UBND" in text
    assert "đạt 0/19 tiêu chí, 1/75 chỉ tiêu" in text
    assert "- Thu nhập bình quân: 52,5 triệu đồng." in text
    assert "giải ngân trong kỳ: 2.500 triệu đồng" in text
    assert "Phụ lục" not in text
    assert "Tổng số 03 nhiệm vụ được giao" in text
    assert "Đến ngày 31/12/2023: " in text
    assert "chưa quá hạn 02 nhiệm vụ" in text, "due in January 2024"
    assert "đã hoàn thành 01 nhiệm vụ" in text
    unmet = text[text.index("2. Các tiêu chí chưa đạt") : text.index("3. Chỉ tiêu kinh tế")]
    assert "số 3 -" in unmet
    assert "chưa có số liệu" not in unmet


def test_a_review_without_a_resolution_has_a_gap_and_a_typed_one_wins(commune):
    document, done = built(commune, "bao-cao-so-ket")
    assert "Nghị quyết ……" in text_of(document)
    assert any(one.startswith("Nghị quyết được sơ kết") for one in done.missing)
    assert "Sơ kết thực hiện Nghị quyết số 05-NQ/ĐU" in printed(
        commune, "bao-cao-so-ket", resolution="Nghị quyết số 05-NQ/ĐU"
    )


def test_of_several_resolutions_the_one_taken_is_told(made):
    typed = {"number": "19-NQ/ĐU", "document_type": "Nghị quyết", "issued_on": "1/3/2023"}
    key = put_texts(made.workspace, "official_document", None, typed).key
    put_values(made.workspace, "official_document", key, {"relation": "implements"})
    notices = prepare_document(made.workspace, request("bao-cao-so-ket")).notices
    assert any("02 nghị quyết" in one and "18-NQ/ĐU" in one for one in notices)


# --- quyết định ---


def test_a_decision_lists_the_committee_of_the_day_its_head_first(made):
    text = printed(made.workspace, "quyet-dinh", proposer="Trưởng phòng Kinh tế")
    assert f"Điều 1. Kiện toàn {COMMITTEE} gồm 03 thành viên (có danh sách kèm theo)." in text
    rows = [
        line.split(" | ")[2:] for line in text.splitlines() if line[:3] in ("1 |", "2 |", "3 |")
    ]
    assert rows == [
        ["Chủ tịch UBND xã", "Trưởng ban"],
        ["Phó Chủ tịch UBND xã", "Phó Trưởng ban"],
        ["Trưởng thôn An Xuân", "Thành viên"],
    ]
    assert "Công chức cũ" not in text
    before = printed(made.workspace, "quyet-dinh", as_of="1/6/2022")
    assert "gồm 01 thành viên" in before
    assert "Công chức cũ" in before


def test_grounds_stand_in_legal_order_and_the_proposal_ends_them(made):
    document, _ = built(made.workspace, "quyet-dinh", proposer="Trưởng phòng Kinh tế")
    lines = [one.text for one in document.paragraphs]
    at = next(place for place, line in enumerate(lines) if line.startswith("Căn cứ Luật"))
    law, decree, proposal = lines[at : at + 3]
    assert law.endswith(";")
    assert decree.startswith("Căn cứ Nghị định số 30/2020/NĐ-CP")
    assert decree.endswith(";")
    assert proposal == "Theo đề nghị của Trưởng phòng Kinh tế."
    assert lines[at - 1] == "ỦY BAN NHÂN DÂN XÃ QUẢNG AN"
    party = printed(made.workspace, "quyet-dinh", regime="party")
    assert "- Căn cứ Nghị định" in party


def test_who_decides_and_who_signs_belong_together(made):
    text = printed(made.workspace, "quyet-dinh", authority="head")
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ QUẢNG AN" in text
    assert "TM. ỦY BAN NHÂN DÂN" not in text
    by_capacity = printed(made.workspace, "quyet-dinh", capacity="head")
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ QUẢNG AN" in by_capacity


def test_the_latest_decision_is_replaced_and_the_guess_is_told(made):
    document, done = built(made.workspace, "quyet-dinh")
    assert "thay thế Quyết định số 12/QĐ-UBND ngày 01 tháng 3 năm 2022" in text_of(document)
    assert any("Đang ghi thay thế" in one for one in done.notices)
    document, done = built(made.workspace, "quyet-dinh", replaces="Quyết định số 20/QĐ-UBND")
    assert "thay thế Quyết định số 20/QĐ-UBND." in text_of(document)
    assert not any("Đang ghi thay thế" in one for one in done.notices)


def test_the_list_stands_on_pages_numbered_anew(made):
    document, _ = built(made.workspace, "quyet-dinh")
    assert len(document.sections) == 2
    starts = [one._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for one in document.sections]
    assert starts == ["1", "1"]
    assert "(Kèm theo Quyết định số" in text_of(document)


def test_a_committee_nobody_knows_is_refused_and_none_is_a_gap(made, commune):
    with pytest.raises(NotFoundError, match="Ban lạ"):
        built(made.workspace, "quyet-dinh", committee="Ban lạ")
    put_texts(commune, "organisation", None, {"name": "Ban Chỉ đạo khác"})
    document, done = built(commune, "quyet-dinh")
    assert "Ban Chỉ đạo ……" in text_of(document)
    assert any(one.startswith("Ban Chỉ đạo: chưa chọn") for one in done.missing)


# --- thông báo ---


SHOWN = {
    "where": "Trụ sở UBND xã; Nhà văn hóa các thôn",
    "since": "1/2/2024",
    "until": "15/2/2024",
    "opinions_to": "Văn phòng UBND xã",
}


def test_a_notice_tells_results_place_time_and_where_opinions_go(made):
    document, done = built(made.workspace, "thong-bao", broadcasts="5", **SHOWN)
    text = text_of(document)
    assert "Nơi công khai: Trụ sở UBND xã; Nhà văn hóa các thôn." in text
    assert "từ ngày 01/02/2024 đến hết ngày 15/02/2024" in text
    assert "Ý kiến góp ý gửi về Văn phòng UBND xã trước hết ngày 15/02/2024." in text
    assert "3 | Thủy lợi và phòng, chống thiên tai | 1/6 | Chưa đạt" in text
    assert "05 lần" in text
    assert not any("ít hơn" in one for one in done.notices)
    assert [one for one in done.missing if "ký" not in one] == []


def test_the_rule_of_five_times_in_fifteen_days_stands_only_with_its_source(made):
    rule = "Điều 5 Quyết định số 18/2022/QĐ-TTg: ít nhất 5 lần trong thời hạn 15 ngày"
    document, done = built(made.workspace, "thong-bao", **SHOWN)
    assert rule in text_of(document)
    assert any("chưa đối chiếu bản gốc" in one for one in done.notices)
    assert f"{rule} (?)" in text_of(built(made.workspace, "thong-bao", draft=True, **SHOWN)[0])
    assert "5 lần" not in printed(made.workspace, "thong-bao", rule="no", **SHOWN)


def test_a_set_of_another_time_has_no_rule_of_its_own(commune):
    path = commune.folder.parent / "khac.docx"
    asked = DocumentRequest("thong-bao", "2026", "xa-ntm-2026-2030")
    done = build_document(commune, asked, path)
    assert "5 lần" not in text_of(docx.Document(str(path)))
    assert any("chưa có quy định" in one for one in done.notices)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"until": "10/2/2024"}, "Công khai 10 ngày"),
        ({"broadcasts": "4"}, "Phát thanh 4 lần"),
        ({"until": "1/1/2024"}, "đứng trước"),
    ],
)
def test_less_than_the_rule_asks_is_told_and_not_refused(made, options, told):
    done = built(made.workspace, "thong-bao", **{**SHOWN, **options})[1]
    assert any(told in one for one in done.notices)


@pytest.mark.parametrize("number", ["năm", "-1", "2,5", "99999"])
def test_a_number_of_broadcasts_that_is_none_is_refused(made, number):
    with pytest.raises(InputError):
        built(made.workspace, "thong-bao", broadcasts=number)


# --- bảng phân công, phiếu giao việc, báo cáo làm việc ---


def test_the_table_tells_who_is_in_charge_of_which_criterion(made):
    put_roadmap_item(made.workspace, NANG_CAO, "1", {"assignee": "Công chức địa chính"})
    document, done = built(made.workspace, "phan-cong-phu-trach")
    rows = {row.cells[0].text: [c.text for c in row.cells[1:]] for row in document.tables[1].rows}
    assert rows["1"][1] == "Công chức địa chính\n"
    assert rows["3"][1:3] == ["Công chức địa chính (3.1)\n", "3.1: 30/06/2024\n"]
    assert rows["3"][3] == "Chưa phân công: 3.2, 3.3, 3.4, 3.5, 3.6"
    assert rows["4"][1] == "…\n"
    assert "Tổng số: 19 tiêu chí; đã phân công 03." in text_of(document)
    assert any("Người phụ trách: chưa có ở 2. Giao thông" in one for one in done.missing)


def test_the_table_by_thon_has_a_row_for_each(made):
    village = units.below(made.workspace)[0].code
    values = {"assignee": "Bí thư chi bộ", "due_on": "2024-12-31"}
    put_roadmap_item(made.workspace, "khu-dan-cu-ntm-kieu-mau-ha-tinh", "1", values, village)
    text = printed(made.workspace, "phan-cong-phu-trach", by="unit")
    assert "1 | Thôn An Xuân | Bí thư chi bộ (1) | 1: 31/12/2024" in text
    assert "2 | Thôn Đông Xuyên | …" in text


def test_a_slip_gives_one_task_to_one_lead(made):
    text = printed(
        made.workspace,
        "phieu-giao-viec",
        made.keys["late"],
        product="Báo cáo rà soát",
        reports_to="Chủ tịch UBND xã",
    )
    assert "PHIẾU GIAO VIỆC" in text
    assert "Nội dung nhiệm vụ | Rà soát hồ sơ tiêu chí Thu nhập" in text
    assert "Phối hợp | Thôn An Xuân / Thôn Đông Xuyên" in text
    assert "Hạn hoàn thành | 05/01/2024" in text
    assert "Nguồn giao việc | Kế hoạch tháng 12 năm 2023" in text
    assert "Chỉ tiêu 10.1" in text
    assert "Sửa kênh" not in text


def test_a_slip_needs_a_task(made):
    with pytest.raises(InputError, match="Chưa chọn nhiệm vụ"):
        built(made.workspace, "phieu-giao-viec")
    with pytest.raises(NotFoundError):
        built(made.workspace, "phieu-giao-viec", "06901/khong-co")


def test_a_report_for_a_session_names_who_it_is_for(made):
    text = printed(made.workspace, "bao-cao-lam-viec", partner="Đoàn giám sát HĐND tỉnh")
    assert "phục vụ buổi làm việc với Đoàn giám sát HĐND tỉnh" in text
    assert "đạt 0/19 tiêu chí" in text
    assert "Còn 01 nhiệm vụ quá hạn chưa hoàn thành." in text
    assert "Phụ lục" not in text
    done = built(made.workspace, "bao-cao-lam-viec")[1]
    assert "Đoàn làm việc: chưa nhập (mục “Đoàn làm việc”)." in done.missing


def test_the_form_of_the_other_side_is_told(made):
    done = built(made.workspace, "ke-hoach", issuer="Đảng ủy xã", regime="state")[1]
    assert any("Đảng ủy xã" in one and "xem lại thể thức" in one for one in done.notices)


def test_a_letter_is_compared_with_what_it_was_when_it_is_signed(made):
    path = made.workspace.folder.parent / "van-ban.docx"
    built(made.workspace, "cong-van", kind="xin-so-lieu", codes="3.1", drafter="KT")
    request_now = review_document(made.workspace, path).request
    assert request_now.options == {"kind": "xin-so-lieu"}
    built(made.workspace, "cong-van", drafter="KT")
    assert review_document(made.workspace, path).request.options == {}
