"""The papers of a recognition dossier and the table of figures, read back from the Word file."""

import docx
import pytest

from ntm_desktop.errors import InputError
from ntm_desktop.reports.catalogue import FIGURES_TABLE, RECOGNITION_PAPERS
from ntm_desktop.reports.recognition_words import COUNT_NAMES
from ntm_desktop.services import conditions, units
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.entry import ValueDraft, record_values
from ntm_desktop.services.evidence import attach
from ntm_desktop.services.layout_check import check_layout
from ntm_desktop.services.period_values import values_of
from ntm_desktop.services.records import put_texts, put_values
from ntm_desktop.services.reporting import (
    build_document,
    copy_previous_narratives,
    prepare_document,
    set_narrative,
    template_fields,
)
from tests.evidence_files import PDF
from tests.reports.reading import text_of
from tests.services.conftest import NANG_CAO

RESULT, REQUEST, EVIDENCE, OPINIONS = (
    *("bao-cao-ket-qua", "to-trinh"),
    *("danh-muc-minh-chung", "tong-hop-y-kien"),
)
BALLOT, COUNTING, FIGURES = "phieu-lay-y-kien", "bien-ban-kiem-phieu", "so-lieu-ktxh"
ALL = [*(one.id for one in RECOGNITION_PAPERS), FIGURES_TABLE.id]
LISTS = (EVIDENCE, FIGURES, "danh-muc-ho-so")
HOSTILE = "Đường <A & B> {{ x }} " + " ".join(["rất dài"] * 60)


def built(workspace, paper, *, draft=False, unit=None, period="2023", **options):
    """Return a paper, read back."""
    path = workspace.folder.parent / f"{paper}.docx"
    request = DocumentRequest(paper, period, NANG_CAO, unit, options=options)
    build_document(workspace, request, path, draft=draft)
    return docx.Document(str(path))


def asked(workspace, paper, **options):
    """Return what is missing, and what should be looked at."""
    found = prepare_document(workspace, DocumentRequest(paper, "2023", NANG_CAO, options=options))
    return found.missing, found.notices


def enter(workspace, period="2023", unit=None, **typed):
    """Record results by code ("c1_1" is 1.1)."""
    drafts = [
        ValueDraft(NANG_CAO, period, code[1:].replace("_", "."), text, unit)
        for code, text in typed.items()
    ]
    record_values(workspace, drafts)


def prove(workspace, folder, code, *names, unit=None):
    """Attach files to an indicator."""
    key = values_of(workspace, NANG_CAO, "2023", unit)[code].key
    for name in names:
        path = folder / name
        path.write_bytes(PDF + f"{code}{name}".encode())
        attach(workspace, "indicator_value", key, [path])


def paper(workspace, number, relation, direction="incoming", **more):
    """Record a related document."""
    typed = {"number": number, "relation": relation, "direction": direction, **more}
    return put_texts(workspace, "official_document", None, typed).key


@pytest.fixture
def full(commune, tmp_path):
    """A commune with results, evidence, documents, registers, works, meetings and figures."""
    enter(commune, c1_1="đạt", c1_2="đạt", c3_1="95", c13_2="chưa đạt", c13_5="5")
    prove(commune, tmp_path, "1.1", "Quyết định quy hoạch.pdf", "Bản đồ.pdf")
    paper(commune, "318/QĐ-TTg", "ground", issuer="Thủ tướng Chính phủ", issued_on="8/3/2022",
          document_type="Quyết định", subject="về bộ tiêu chí")  # fmt: skip
    paper(commune, "12/KH-UBND", "plan", "outgoing", issued_on="5/1/2023", issuer="UBND xã",
          subject="thực hiện Chương trình năm 2023")  # fmt: skip
    paper(commune, "45/QĐ-UBND", "reorganises", "outgoing", issued_on="6/2/2023",
          subject="kiện toàn Ban Chỉ đạo")  # fmt: skip
    paper(commune, "1/BC-UBND", "reports", "outgoing", issued_on="5/1/2024")  # after the period
    units.add_units(commune, "Thôn An Xuân\nThôn Đông Xuyên")
    for place, unit in enumerate(units.below(commune)):
        put_texts(commune, "village_statistics", None, {
            "unit": unit.code, "period": "2023", "population": "1200", "area": "100,5",
            "households": "300", "poor": str(3 + place), "near_poor": "6",
            "standard": "2021-2025",
        })  # fmt: skip
    put_texts(commune, "ocop_product", None, {
        "name": "Rau má & trà", "stars": "4", "stage": "recognised", "subject": "HTX Quảng Thọ",
        "decision_number": "9/QĐ-UBND", "decision_on": "1/6/2023", "valid_until": "1/6/2026",
    })  # fmt: skip
    work = put_texts(commune, "work", None, {
        "name": "Kênh tưới An Xuân", "work_type": "irrigation", "set_id": NANG_CAO,
        "indicator": "3.1", "total_investment": "2000 triệu",
    }).key  # fmt: skip
    for kind, amount in (("kế hoạch", "1500"), ("giải ngân", "1200,5"), ("nghiệm thu", "1400")):
        put_texts(commune, "money_entry", None, {
            "source": "nsdp-xa", "plan_year": "2023", "kind": kind, "work": work,
            "amount": f"{amount} triệu", "paid_on": "1/9/2023",
        })  # fmt: skip
    return commune


def said(document):
    """Return all text of a document."""
    return text_of(document)


# --- all of them ---


@pytest.mark.parametrize("paper", ALL)
@pytest.mark.parametrize("draft", [False, True])
def test_a_paper_without_any_data_shows_gaps_and_passes_the_layout_check(commune, paper, draft):
    document = built(commune, paper, draft=draft)
    assert "{{" not in said(document)
    assert "None" not in said(document)
    missing, _ = asked(commune, paper)
    assert missing or paper == BALLOT
    passes(commune, paper)


def passes(workspace, paper, *, typed=False):
    """Fail unless the paper built last passes the layout check; of `typed` words only the form."""
    found = check_layout(workspace.folder.parent / f"{paper}.docx").findings
    expected = ["regime.none"] if paper in LISTS else []
    kept = [one for one in found if not (typed and one.rule.startswith("text."))]
    assert [(one.rule, one.found) for one in kept if one.rule not in expected] == []
    assert {one.rule for one in kept} == set(expected)


@pytest.mark.parametrize("paper", ALL)
def test_a_paper_with_data_passes_the_layout_check(full, paper):
    built(full, paper)
    passes(full, paper)


@pytest.mark.parametrize("paper", ALL)
def test_every_field_of_a_paper_has_a_help(paper):
    assert all(field.help for field in template_fields(paper))


@pytest.mark.parametrize("paper", ALL)
def test_names_that_look_like_tags_or_markup_and_400_rows_are_printed_word_for_word(
    commune, paper, tmp_path
):
    enter(commune, c1_1="đạt")
    prove(commune, tmp_path, "1.1", *(f"Tệp {n} & co.pdf" for n in range(20)))
    rows = [{"name": f"{HOSTILE} {n}", "stage": "recognised", "stars": 3} for n in range(400)]
    with commune.store.step("many", "An"):
        for at, row in enumerate(rows):
            commune.store.put("ocop_product", f"{commune.owner}/p{at}", row)
            commune.store.put("official_document", f"{commune.owner}/d{at}", {
                "number": f"{at + 1}/KH-UBND", "direction": "outgoing", "relation": "plan",
                "subject": HOSTILE,
            })  # fmt: skip
            commune.store.put("measure", f"{commune.owner}/m{at}", {"name": f"{HOSTILE} {at}"})
            commune.store.put("figure", f"{commune.owner}/g{at}", {
                "measure": f"{commune.owner}/m{at}", "period": "2023", "actual": str(at),
            })  # fmt: skip
    put_values(commune, "office_profile", commune.profile.key, {"superior_name": "Sở <A & B>"})
    document = built(commune, paper, **({"questions": HOSTILE} if paper == BALLOT else {}))
    passes(commune, paper, typed=True)
    text = said(document)
    if paper in (RESULT, FIGURES, BALLOT):
        assert "Đường <A & B> {{ x }} rất dài" in text
    if paper == RESULT:
        assert f"{HOSTILE} 399" in text
        assert "Và 385 văn bản khác." in text
    if paper == EVIDENCE:
        assert "1.1-20" in text


@pytest.mark.parametrize("paper", [RESULT, REQUEST, OPINIONS, BALLOT, COUNTING])
def test_a_paper_of_the_office_is_not_made_for_another_unit(commune, paper):
    units.add_units(commune, "Thôn An Xuân")
    [unit] = units.below(commune)
    with pytest.raises(InputError, match="chỉ lập cho đơn vị của dữ liệu"):
        built(commune, paper, unit=unit.code)


@pytest.mark.parametrize("paper", ALL)
def test_an_unknown_option_and_the_form_of_the_party_are_refused(commune, paper):
    with pytest.raises(InputError, match="không có trường “la”"):
        built(commune, paper, la="1")
    with pytest.raises(InputError, match="chỉ có mẫu thể thức hành chính"):
        built(commune, paper, regime="party")
    built(commune, paper, regime="state")


# --- báo cáo kết quả ---


def test_the_result_report_tells_the_place_the_criteria_the_money_and_the_debt(full):
    text = said(built(full, RESULT))
    for words in (
        "Căn cứ Quyết định số 318/QĐ-TTg ngày 08 tháng 3 năm 2022 của Thủ tướng Chính phủ",
        "02 thôn, tổ dân phố; diện tích 201 ha; 600 hộ với 2.400 nhân khẩu (số liệu năm 2023).",
        "Có 07 hộ nghèo, chiếm 1,17%; 12 hộ cận nghèo, chiếm 2%",
        "đã ban hành 02 văn bản (Phụ lục IV), gồm:",
        "kiện toàn Ban Chỉ đạo",
        "2.1. Tiêu chí số 1 - Quy hoạch",
        "- 1.1: Đạt.",
        "d) Minh chứng: 1.1-01 và 1.1-02.",
        "- 3.1: 95%; đánh giá: đạt.",
        "đ) Công trình, kinh phí: 01 công trình; kế hoạch vốn 1.500 triệu đồng; giải ngân "
        "1.200,5 triệu đồng (Kênh tưới An Xuân).",
        "Có 01 sản phẩm OCOP còn hiệu lực, gồm 01 sản phẩm 4 sao (Phụ lục V).",
        "Nợ đọng xây dựng cơ bản đến ngày 31/12/2023: 199,5 triệu đồng.",
    ):
        assert words in text, words
    assert "1/BC-UBND |" not in text
    annexes = [one.text for one in built(full, RESULT).paragraphs if one.text.startswith("Phụ lục")]
    assert annexes == [f"Phụ lục {number}" for number in ("I", "II", "III", "IV", "V")]


def test_the_result_report_names_what_is_missing_and_claims_nothing(commune):
    text = said(built(commune, RESULT))
    assert "Kết quả từng tiêu chí: ……" in text
    assert "0/19" not in text
    assert "0 hộ" not in text
    missing, _ = asked(commune, RESULT)
    assert any(one.startswith("Căn cứ:") for one in missing)
    assert any(one.startswith("I.1. Đặc điểm chung") for one in missing)
    assert any(one.startswith("III.2.") for one in missing)


def test_a_count_that_a_thôn_lacks_is_a_gap_not_a_smaller_sum(full):
    units.add_units(full, "Thôn Phước Thanh")
    new = next(one for one in units.below(full) if one.name == "Thôn Phước Thanh")
    put_texts(full, "village_statistics", None, {
        "unit": new.code, "period": "2023", "households": "10"})  # fmt: skip
    text = said(built(full, RESULT))
    assert "diện tích …… ha; 610 hộ với …… nhân khẩu" in text
    missing, _ = asked(full, RESULT)
    assert any("chưa có diện tích và dân số" in one or "diện tích, dân số" in one
               for one in missing), missing  # fmt: skip


def test_documents_without_date_or_number_and_certificates_that_ran_out_are_told(full):
    paper(full, "77/BC-UBND", "reports", "outgoing")
    paper(full, "chưa có số", "reports", "outgoing")
    typed = {"name": "Bún tươi", "stars": "3", "stage": "recognised", "decision_on": "1/6/2020"}
    put_texts(full, "ocop_product", None, typed)
    _, notices = asked(full, RESULT)
    assert any("chưa ghi ngày ban hành vẫn được tính" in one for one in notices)
    assert any("01 sản phẩm OCOP chưa nhập ngày hết hiệu lực" in one for one in notices)
    text = said(built(full, RESULT))
    assert "01 sản phẩm OCOP đã hết hiệu lực, chưa công nhận lại." in text
    assert "77/BC-UBND | …" in text


def test_no_debt_may_be_said_only_where_works_were_accepted(commune):
    assert "nợ đọng" not in said(built(commune, RESULT)).lower()
    work = put_texts(commune, "work", None, {"name": "Kênh", "work_type": "irrigation"}).key
    for kind in ("nghiệm thu", "giải ngân"):
        put_texts(commune, "money_entry", None, {
            "source": "nsdp-xa", "plan_year": "2023", "kind": kind, "work": work,
            "amount": "100 triệu", "paid_on": "1/9/2023"})  # fmt: skip
    assert "đến ngày 31/12/2023 không còn nợ đọng xây dựng cơ bản." in said(built(commune, RESULT))


def test_poverty_is_compared_with_the_year_before_by_the_same_standard(commune):
    for year, poor in (("2022", "30"), ("2023", "20")):
        typed = {"period": year, "households": "1000", "poor": poor, "standard": "2021-2025"}
        put_texts(commune, "poverty_count", None, typed)
    text = said(built(commune, RESULT))
    assert "Có 20 hộ nghèo, chiếm 2%" in text
    assert "Tỷ lệ hộ nghèo giảm 1 điểm %" in text


def test_written_prose_stays_and_last_periods_can_be_taken_over(full):
    set_narrative(full, RESULT, "2022", "causes", "Nguồn lực còn hạn chế.")
    copy_previous_narratives(full, RESULT, "2023")
    assert "Nguồn lực còn hạn chế." in said(built(full, RESULT))
    _, notices = asked(full, RESULT)
    assert "IV.3. Nguyên nhân: lời văn còn giống hệt kỳ trước." in notices


def test_a_draft_marks_what_nobody_has_checked(full):
    draft, issued = said(built(full, RESULT, draft=True)), said(built(full, RESULT))
    assert draft.startswith("BẢN DỰ THẢO")
    assert "(?)" in draft
    assert "(?)" not in issued
    assert any("chưa đối chiếu với văn bản gốc" in one for one in asked(full, RESULT)[1])


# --- tờ trình ---


def test_the_request_goes_to_whom_it_is_addressed_and_asks_for_the_registered_title(full):
    typed = {"title": "Xã NTM nâng cao", "set_id": NANG_CAO}
    put_texts(full, "registration", None, typed)
    text = said(built(full, REQUEST, addressee="UBND tỉnh Thừa Thiên Huế"))
    assert "Kính gửi: Ủy ban nhân dân tỉnh Thừa Thiên Huế." in text
    assert "Đề nghị xét, công nhận xã Quảng An đạt chuẩn NTM nâng cao" in text
    assert "/TTr-UBND" in text
    assert "huyện" not in text
    assert "1. Báo cáo kết quả thực hiện xây dựng nông thôn mới của xã" in text
    assert "nợ 199,5 triệu đồng" in text


def test_without_a_registration_the_set_names_the_title_and_a_typed_one_wins(commune):
    assert "đạt chuẩn nông thôn mới nâng cao giai đoạn 2021-2025" in said(built(commune, REQUEST))
    assert "đạt chuẩn NTM kiểu mẫu" in said(built(commune, REQUEST, honour="Xã NTM kiểu mẫu"))


def test_applying_early_is_warned_about_and_never_refused(full):
    missing, notices = asked(full, REQUEST)
    assert any(one.startswith("Mới đạt ") for one in notices)
    assert "Điều kiện công nhận chưa đạt: DK3." in notices
    assert "Điều kiện công nhận chưa có số liệu: DK2 và DK4." in missing
    assert any(one.startswith("Hồ sơ kèm theo chưa có:") for one in missing)


def test_a_request_tells_nothing_of_other_sets(commune):
    from ntm_desktop.services.entry import TotalDraft, record_total

    record_total(commune, TotalDraft(period_id="2023", title="Tiêu chí phường", criteria="12/17"))
    assert "12/17" not in said(built(commune, REQUEST))
    assert "12/17" in said(built(commune, RESULT))


def test_a_declared_condition_says_so(commune):
    conditions.record_conditions(commune, NANG_CAO, "2023", [("DK4", "đạt")])
    assert "của Bộ Công an: tự đánh giá đạt." in said(built(commune, REQUEST))


# --- danh mục minh chứng ---


def test_evidence_is_numbered_per_indicator_and_what_lacks_is_named(full):
    text = said(built(full, EVIDENCE))
    assert "1.1-02 | Bản đồ | Bản đồ.pdf" in text
    assert "1.1-01 | Quyết định quy hoạch" in text
    assert "02 tệp minh chứng cho 01 chỉ tiêu; còn 02 chỉ tiêu đạt chưa có minh chứng" in text
    assert asked(full, EVIDENCE)[0] == (
        "Minh chứng: chỉ tiêu đạt mà chưa có minh chứng: 1.2 và 3.1.",
    )
    only = said(built(full, EVIDENCE, only="lacking"))
    assert "1.1-01" not in only
    assert "1.2." in only
    assert "13.2" not in only
    with pytest.raises(InputError):
        built(full, EVIDENCE, only="la")


def test_a_lost_file_is_told_in_the_list(full):
    from ntm_desktop.storage.attachments import kept_files

    [lost, *_] = kept_files(full.folder)
    lost.chmod(0o600)
    lost.unlink()
    assert "tệp bị mất" in said(built(full, EVIDENCE))
    assert any(one.startswith("Tệp minh chứng mất") for one in asked(full, EVIDENCE)[0])


def test_the_evidence_of_a_thôn_is_its_own(commune, tmp_path):
    units.add_units(commune, "Thôn An Xuân")
    [unit] = units.below(commune)
    enter(commune, unit=unit.code, c1_1="đạt")
    prove(commune, tmp_path, "1.1", "a.pdf", unit=unit.code)
    text = said(built(commune, EVIDENCE, unit=unit.code))
    assert "Thôn An Xuân" in text
    assert "1.1-01" in text
    assert "1.1-01" not in said(built(commune, EVIDENCE))


# --- tổng hợp ý kiến ---


def test_opinions_tell_meetings_and_the_rate_of_content_as_entered(commune):
    conditions.record_conditions(commune, NANG_CAO, "2023", [("DK2", "96,5/90")])
    for day, present in (("10/12/2023", "290"), ("11/12/2023", ""), ("", "5"), ("1/2/2024", "1")):
        typed = {"title": f"Họp thôn {day}", "kind": "village_meeting", "held_on": day}
        counts = {"households_total": "310", "households_present": present} if present else {}
        put_texts(commune, "meeting", None, {**typed, **counts})
    text = said(built(commune, OPINIONS))
    assert "Đã tổ chức 02 cuộc họp thôn; 01 cuộc có ghi số hộ: 290/310 hộ" in text
    assert "đạt 93,55%" in text
    assert "Tỷ lệ người dân hài lòng đạt 96,5%; mức yêu cầu 90%; đạt yêu cầu." in text
    _, notices = asked(commune, OPINIONS)
    assert "01 cuộc họp thôn chưa ghi ngày họp nên không tính vào kỳ." in notices
    assert "mức yêu cầu 97%; chưa đạt yêu cầu" in said(built(commune, OPINIONS, required="97"))


def test_what_was_voted_at_a_thôn_meeting_stands_in_the_table(commune):
    typed = {"title": "Họp thôn", "kind": "village_meeting", "held_on": "10/12/2023"}
    meeting = put_texts(commune, "meeting", None, typed).key
    put_texts(commune, "vote", None, {
        "meeting": meeting, "question": "Đề nghị công nhận xã", "unit": "household",
        "present": "290", "votes_for": "285", "votes_against": "5"})  # fmt: skip
    assert "Đề nghị công nhận xã: nhất trí 285/290 hộ, đạt 98,28%" in said(built(commune, OPINIONS))


# --- phiếu lấy ý kiến, biên bản kiểm phiếu ---


def test_a_ballot_asks_by_criterion_or_what_was_typed(commune):
    by_criterion = said(built(commune, BALLOT))
    assert "Kết quả thực hiện tiêu chí Giao thông | ☐ | ☐" in by_criterion
    typed = built(commune, BALLOT, questions="Đường\nĐiện; Nước", village="An Xuân", due="5/1/2024",
                  issuer="Ủy ban MTTQ Việt Nam xã Quảng An")  # fmt: skip
    text = said(typed)
    assert "1 | Đường" in text
    assert "3 | Nước" in text
    assert "Giao thông" not in text
    assert "Thôn, tổ dân phố: An Xuân" in text
    assert "Gửi lại phiếu trước 05/01/2024." in text
    assert "ỦY BAN MTTQ VIỆT NAM XÃ QUẢNG AN" in text


TYPED = {
    "held_on": "20/12/2023", "started": "8h", "ended": "9h30", "place": "Nhà văn hóa",
    "households": "936", "issued": "900", "returned": "870", "valid": "866", "invalid": "4",
    "satisfied": "836", "unsatisfied": "20", "other": "10", "members": "Trưởng thôn\nĐại diện hộ",
    "chair": "Trưởng ban", "counter": "Thư ký", "copies": "03", "required": "90",
    "results": "Giao thông | 850 | 10 | 6\nMôi trường | 800 | 60",
}  # fmt: skip


def test_the_minutes_reckon_the_rates_from_the_counts(commune):
    text = said(built(commune, COUNTING, **TYPED))
    for words in (
        "Hôm nay, 08 giờ 00, ngày 20 tháng 12 năm 2023, tại Nhà văn hóa",
        "Số phiếu thu về | 870 | 96,67% số phiếu phát ra",
        "Số phiếu hài lòng | 836 | 96,54% số phiếu hợp lệ",
        "Tỷ lệ hài lòng: 836/866 số phiếu hợp lệ, đạt 96,54%.",
        "So với tỷ lệ yêu cầu 90%: đạt yêu cầu.",
        "1 | Giao thông | 850 | 10 | 6 | 98,15",
        "2 | Môi trường | 800 | 60 | 0 | 93,02",
        "2. Đại diện hộ",
    ):
        assert words in text, words
    missing, notices = asked(commune, COUNTING, **TYPED)
    assert missing == ()
    assert any("do người lập ghi" in one for one in notices)
    other = said(built(commune, COUNTING, **TYPED, base="returned"))
    assert "836/870 số phiếu thu về, đạt 96,09%" in other


def test_counts_that_do_not_fit_are_told_and_empty_minutes_are_gaps(commune):
    _, notices = asked(commune, COUNTING, **TYPED | {"issued": "800", "other": "30"})
    assert "Số phiếu thu về (870) lớn hơn số phiếu phát ra (800)." in notices
    assert any("cộng lại bằng 886, khác số phiếu hợp lệ (866)" in one for one in notices)
    text = said(built(commune, COUNTING))
    assert "Tỷ lệ hài lòng: ……/…… số phiếu hợp lệ, đạt ……%." in text
    assert "yêu cầu" not in text
    missing, _ = asked(commune, COUNTING)
    assert any("số phiếu phát ra" in one for one in missing)


def test_a_rate_other_than_the_one_entered_is_told(commune):
    conditions.record_conditions(commune, NANG_CAO, "2023", [("DK2", "91/90")])
    _, notices = asked(commune, COUNTING, **TYPED | {"required": ""})
    assert any("khác tỷ lệ ghi ở Điều kiện công nhận (91%)" in one for one in notices)


@pytest.mark.parametrize(
    "typed",
    [
        *({name: "12,5"} for name in COUNT_NAMES),
        {"issued": "-1"},
        {"issued": "nhiều"},
        {"base": "la"},
        {"required": "101"},
        {"results": "Giao thông"},
        {"results": "| 1 | 2"},
        {"held_on": "32/13/2023"},
        {"started": "25h"},
    ],
)
def test_what_is_no_count_day_or_rate_is_refused_in_words(commune, typed):
    with pytest.raises(InputError):
        built(commune, COUNTING, **typed)


# --- số liệu kinh tế - xã hội ---


def figure(workspace, name, actual, planned="", topic=""):
    """Record a measure with a plan and a figure of 2023."""
    typed = {"name": name, "measure_unit": "tỷ đồng", "topic": topic, "direction": "higher"}
    key = put_texts(workspace, "measure", None, typed).key
    put_texts(workspace, "figure", None, {"measure": key, "period": "2023", "actual": actual})
    if planned:
        plan = {"measure": key, "period": "2023", "value": planned, "level": "hdnd"}
        put_texts(workspace, "figure_plan", None, plan)


def test_the_table_of_figures_has_plans_rates_and_verdicts_by_topic(commune):
    figure(commune, "Tổng giá trị sản xuất", "512,5", "500", "Kinh tế")
    figure(commune, "Thu ngân sách", "", "10", "Ngân sách")
    document = built(commune, FIGURES)
    text = said(document)
    row = "2 | Tổng giá trị sản xuất | tỷ đồng | 500 tỷ đồng (nghị quyết HĐND) | 512,5 tỷ đồng"
    assert row in text or row.replace("2 |", "1 |", 1) in text
    assert "đạt 102,5%" in text
    assert "Vượt" in text
    assert "Ngân sách" in text
    assert "Kinh tế" in text
    (section,) = document.sections
    assert section.page_width > section.page_height
    assert asked(commune, FIGURES)[0] == ("Số liệu thực hiện: chưa có ở Thu ngân sách.",)
    only = said(built(commune, FIGURES, topic="kinh te"))
    assert "Thu ngân sách" not in only
    with pytest.raises(InputError, match="không có nhóm chỉ tiêu"):
        built(commune, FIGURES, topic="la")


def test_a_period_without_figures_says_so(commune):
    assert "Chưa có chỉ tiêu kinh tế - xã hội nào của kỳ này." in said(built(commune, FIGURES))
