"""Each document names what it prints that nobody compared with the original text."""

import json

from ntm_desktop.reports.catalogue import REPORTS
from ntm_desktop.reports.context_texts import context_texts
from ntm_desktop.reports.report_kind import Stated
from ntm_desktop.services import criteria
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.entry import ValueDraft, record_values
from ntm_desktop.services.records import put_texts
from ntm_desktop.services.reporting import gathered_context
from ntm_desktop.services.unverified_marks import unverified_marks
from tests.services.conftest import NANG_CAO

MINE = "bo-thu-nghiem"
NAME, WORDING = "Tên tiêu chí riêng số {code}", "Câu chữ riêng của chỉ tiêu số {code}"
THRESHOLDS = {"1.1": "91.37", "1.2": "82.46", "2.1": "73.55", "2.2": "64.64"}
MET, NOT_MET, NO_DATA, OTHER = THRESHOLDS
LISTING = {
    *("bao-cao-tien-do", "bao-cao-so-ket", "bao-cao-lam-viec", "chua-dat-va-giai-phap"),
    *("phan-cong-phu-trach", "phieu-thu-thap", "bao-cao-ket-qua", "to-trinh", "ke-hoach"),
    *("danh-muc-minh-chung", "phieu-lay-y-kien", "danh-muc-ho-so", "thong-bao"),
}
VARIANTS = {"cong-van": ({}, {"kind": "xin-so-lieu", "by": "person"}, {"kind": "khac"})}


def pack(*, verified):
    """Return a set whose names, wordings and thresholds occur nowhere else."""
    shipped = json.loads(criteria.pack_text(NANG_CAO))
    model = next(
        part
        for one in shipped["criteria"]
        for part in one["indicators"]
        if part["kind"] == "percent" and part["operator"] == ">="
    )
    source = "https://example.org/van-ban"

    def indicator(code):
        targets = dict.fromkeys(model["targets"], THRESHOLDS[code])
        told = {"verified": verified, "target_verified": verified}
        told |= {"source": source, "target_source": source} if verified else {}
        text = WORDING.format(code=code)
        return {**model, "code": code, "text": text, "targets": targets, **told}

    found = [
        {
            "code": code,
            "name": NAME.format(code=code),
            "name_verified": verified,
            "name_source": source if verified else None,
            "complete": True,
            "indicators": [indicator(one) for one in THRESHOLDS if one.startswith(code)],
        }
        for code in "12"
    ]
    expected = {"criteria": 2, "indicators": 4}
    more = {"id": MINE, "criteria": found, "expected": expected, "rules": [], "checks": []}
    return {**shipped, **more, "short_name": "Bộ thử nghiệm", "name": "Bộ tiêu chí thử nghiệm"}


def follow(commune, tmp_path, *, verified):
    """Put the set into the data folder and follow it alone, with results and a plan."""
    file = tmp_path / f"{MINE}.json"
    file.write_text(json.dumps(pack(verified=verified)), "utf-8")
    criteria.add_set(commune, file)
    criteria.follow(commune, MINE, "dbsh")
    typed = {MET: "99", NOT_MET: "12", OTHER: "13"}
    record_values(commune, [ValueDraft(MINE, "2023", code, text) for code, text in typed.items()])
    record_values(commune, [ValueDraft(MINE, "2023", NO_DATA, "95", planned=True)])
    roadmap = {"set_id": MINE, "indicator": NOT_MET, "assignee": "Công chức", "solution": "Làm"}
    put_texts(commune, "roadmap_item", None, roadmap)
    meeting = {"title": "Họp xét", "kind": "recognition", "held_on": "5/12/2023"}
    task = {"text": "Hoàn thành", "indicator": NOT_MET, "due_on": "5/12/2023"}
    return {
        "meeting": put_texts(commune, "meeting", None, meeting).key,
        "task": put_texts(commune, "task", None, task).key,
    }


def requests(keys):
    """Return every document, in every way in which it is asked for."""
    for kind in REPORTS.values():
        if kind.subject in keys:
            yield DocumentRequest(kind.id, key=keys[kind.subject])
            continue
        for options in VARIANTS.get(kind.id, ({},)):
            yield DocumentRequest(kind.id, "2023", MINE, options=options)


def printed(found):
    """Return a document's texts, one a line."""
    return "\n".join(context_texts(found.context).values()).lower()


def named(marks, what):
    """Return the codes a kind of mark lists."""
    return {
        code
        for mark in marks
        if mark.startswith(what)
        for code in mark.rpartition(": ")[2].split(", ")
    }


def wrong_in(marks, text):
    """Return the codes that are printed and not listed, or listed and not printed."""
    texts = {code: NAME.format(code=code) for code in "12"}
    wordings = {code: WORDING.format(code=code) for code in THRESHOLDS}
    numbers = {code: one.replace(".", ",") for code, one in THRESHOLDS.items()}
    said = {code for code, one in texts.items() if one.lower() in text}
    worded = {code for code, one in wordings.items() if one.lower() in text}
    asked = {code for code, one in numbers.items() if one in text}
    return (
        said ^ named(marks, "tên tiêu chí"),
        worded ^ named(marks, "câu chữ"),
        asked - named(marks, "mức yêu cầu"),
    )


def test_every_document_lists_what_it_prints_unverified(offices, tmp_path):
    commune = offices.new(sets=[])
    keys = follow(commune, tmp_path, verified=False)
    listing = set()
    for request in requests(keys):
        found = gathered_context(commune, request)
        marks = unverified_marks(commune, request, found)
        assert wrong_in(marks, printed(found)) == (set(), set(), set()), (request, marks)
        listing |= {request.report_id} if marks else set()
    of_forms = {kind.id for kind in REPORTS.values() if Stated.FORM in kind.states}
    assert listing - of_forms == LISTING


def test_nothing_is_listed_of_a_set_that_was_compared(offices, tmp_path):
    commune = offices.new(sets=[])
    keys = follow(commune, tmp_path, verified=True)
    for request in requests(keys):
        marks = unverified_marks(commune, request, gathered_context(commune, request))
        left = [one for one in marks if not one.startswith(("số hiệu", "điều kiện"))]
        assert left == [], request


def test_papers_and_conditions_of_the_shipped_rules_are_listed_where_they_are_printed(commune):
    request = DocumentRequest("to-trinh", "2023", NANG_CAO)
    marks = unverified_marks(commune, request, gathered_context(commune, request))
    assert named(marks, "danh mục thành phần") == {f"HS{place}" for place in range(2, 8)}
    assert not any(one.startswith("điều kiện") for one in marks)


def test_number_and_name_of_a_form_are_unverified_as_they_are_typed(commune):
    options = {"form_label": "Biểu 07"}
    request = DocumentRequest("bieu-11-nguon-luc", "2023", options=options)
    marks = unverified_marks(commune, request, gathered_context(commune, request))
    assert marks == ("số hiệu, tên biểu chưa đối chiếu văn bản gốc: Biểu 07",)


def test_a_document_of_no_set_has_no_marks(offices):
    office = offices.new(sets=[])
    request = DocumentRequest("bao-cao-tien-do", "2023")
    assert unverified_marks(office, request, gathered_context(office, request)) == ()
