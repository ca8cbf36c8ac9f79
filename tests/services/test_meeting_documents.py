"""Every paper of the meetings of the articles, in both forms; what is fixed when one is closed."""

from __future__ import annotations

import datetime
import random
import re

import docx
import pytest
from docx.oxml.ns import qn
from PIL import Image

from ntm_desktop import paths
from ntm_desktop.domain.entity import entity_named
from ntm_desktop.errors import InputError, NotFoundError
from ntm_desktop.reports.catalogue import MEETING_PAPERS
from ntm_desktop.reports.meeting_missing import NEEDS
from ntm_desktop.reports.meeting_words import MISSING
from ntm_desktop.reports.render import check_file
from ntm_desktop.services import (
    batches,
    evidence,
    history,
    meeting_documents,
    meeting_papers,
    meeting_versions,
    meetings,
    people,
)
from ntm_desktop.services.document_request import DocumentRequest
from ntm_desktop.services.history import undo
from ntm_desktop.services.meetings import choose_carried
from ntm_desktop.services.people import PositionDraft
from ntm_desktop.services.records import get_record, put_texts
from ntm_desktop.services.reporting import build_document, prepare_document
from ntm_desktop.services.tasks import extend_deadline, note_progress, task_from_conclusion
from tests.meeting_fixtures import ARTICLES, DOCUMENT_ARTICLE, enter_article
from tests.reports.meeting_samples import lines


def built(workspace, document, key, **options):
    """Build a paper; return its text as lines and what was said beside it."""
    path = workspace.folder.parent / f"{document}.docx"
    request = DocumentRequest(document, key=key, options=options)
    found = build_document(workspace, request, path)
    return lines(docx.Document(str(path))), found


@pytest.fixture
def entered(offices):
    """A meeting with a named chair and one task; returns workspace, meeting, person, conclusion."""
    workspace = offices.new()
    draft = PositionDraft({"title": "Chủ tịch UBND xã", "side": "state"})
    person = people.put_person(
        workspace, None, {"full_name": "Phạm Văn Mẫu", "form_of_address": "ong"}, [draft]
    ).key
    meeting = put_meeting(workspace, title="Họp giao ban", held_on="15/01/2024")
    chair = {"name": "Chủ tịch UBND xã", "person": person, "role": "chair", "attendance": "present"}
    batches.add_parts(workspace, "attendee", meeting, [chair])
    conclusion = batches.add_parts(
        workspace, "conclusion", meeting, [{"text": "Giao Văn phòng rà soát."}]
    ).key
    task = task_from_conclusion(workspace, conclusion, "Rà soát", {"assignee": "Văn phòng"}).key
    return workspace, meeting, person, task


def put_meeting(workspace, **fields):
    held = {
        "organiser": "UBND xã",
        "chairs": "Chủ tịch UBND xã",
        "concluder": "Chủ tịch UBND xã",
        "place": "Hội trường",
        **fields,
    }
    return put_texts(workspace, "meeting", None, held).key


# --- the articles ---


@pytest.mark.parametrize("article", ARTICLES)
def test_every_paper_of_an_article_is_made_in_every_form_it_has(offices, article):
    workspace = offices.new()
    done = enter_article(workspace, article)
    offered = meeting_documents.offered(workspace, done.meeting)
    kinds = {one.id for one in MEETING_PAPERS}
    assert len(offered) == 9
    for one in offered:
        assert one.id in kinds
        for regime in one.regimes or ("",):
            options = {"regime": regime} if regime else {}
            text, found = built(workspace, one.id, done.meeting, **options)
            joined = "\n".join(text)
            assert not any(mark in joined for mark in ("{{", "{%", "None"))
            if regime == done.data["regime"]:
                assert found.missing == one.missing
            is_party = "ĐẢNG CỘNG SẢN VIỆT NAM" in text
            is_state = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
            assert (is_party, is_state) == (regime == "party", regime == "state")
            for doubt in done.data["doubts"]:
                assert doubt in found.notices
                assert doubt not in joined


@pytest.mark.parametrize("article", ARTICLES)
def test_minutes_and_notice_hold_every_conclusion_and_opinion_in_order(offices, article):
    workspace = offices.new()
    done = enter_article(workspace, article)
    conclusions = [line for text in done.data["conclusions"] for line in text.split("\n")]
    minutes = next(
        one.id
        for one in meeting_documents.offered(workspace, done.meeting)
        if one.id in meeting_documents.MINUTES
    )
    for document in (minutes, "thong-bao-ket-luan"):
        text, _ = built(workspace, document, done.meeting)
        assert [line for line in text if line in conclusions] == conclusions
    text, _ = built(workspace, minutes, done.meeting)
    spoken = [one["content"] for one in done.data["opinions"]]
    said = [line for line in text if any(line.endswith(one) for one in spoken)]
    assert [line.partition(": ")[2] for line in said] == spoken


def test_the_regime_follows_the_issuer_unless_somebody_chooses(offices):
    workspace = offices.new()
    done = enter_article(workspace, "000")
    text, found = built(workspace, "thong-bao-ket-luan", done.meeting)
    assert "T/M ĐẢNG ỦY" in text
    assert any("05-HD/VPTW" in one for one in found.notices)
    text, _ = built(workspace, "thong-bao-ket-luan", done.meeting, regime="state")
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    put_texts(workspace, "meeting", done.meeting, {"organiser": "Hội Nông dân xã"})
    text, found = built(workspace, "giay-moi", done.meeting)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert any(one.startswith("Thể thức: chưa có quy định") for one in found.notices)


def test_tasks_of_a_document_have_their_papers_too(offices):
    workspace = offices.new()
    done = enter_article(workspace, DOCUMENT_ARTICLE)
    [source] = done.keys.values()
    for document in meeting_documents.ON_TASKS:
        text, _ = built(workspace, document, source)
        assert any("1338-KL/TU" in line for line in text), document
        everything, _ = built(workspace, document, None)
        for task in done.data["tasks"]:
            assert any(task["text"] in line for line in text)
            assert any(task["text"] in line for line in everything)


def test_a_paper_on_a_meeting_needs_one(offices):
    workspace = offices.new()
    with pytest.raises(InputError, match="Chưa chọn cuộc họp"):
        built(workspace, "bien-ban", None)
    with pytest.raises(NotFoundError):
        built(workspace, "bien-ban", "khong-co")
    with pytest.raises(NotFoundError):
        built(workspace, "bang-theo-doi", "khong-co")


def test_options_are_those_of_the_paper(entered):
    workspace, meeting, *_ = entered
    with pytest.raises(InputError) as caught:
        built(workspace, "tin-bai", meeting, copies="2")
    assert "author" in caught.value.hint
    with pytest.raises(InputError) as caught:
        built(workspace, "giay-moi", meeting, regime="front")
    assert "party" in caught.value.hint
    with pytest.raises(InputError):
        built(workspace, "bang-theo-doi", meeting, since="31/02/2024")


def test_every_paper_says_what_it_needs_and_has_templates_that_can_be_used():
    assert set(NEEDS) == {one.id for one in MEETING_PAPERS}
    for kind in MEETING_PAPERS:
        for name in filter(None, (kind.template, kind.party_template)):
            assert check_file(kind, paths.template(name)) == []


def test_the_regime_of_papers_with_one_form_is_that_of_the_state(offices):
    workspace = offices.new()
    done = enter_article(workspace, "000")
    text, found = built(workspace, "bien-ban-de-nghi", done.meeting)
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" not in text
    assert "Văn bản này chỉ có mẫu thể thức hành chính." in found.notices
    text, found = built(workspace, "bien-ban-hop-thon", done.meeting)
    assert any("NĐ 59/2023" in one for one in found.notices)
    assert not any("NĐ 59" in line for line in text)


def test_by_order_is_doubted_before_communes_had_offices(entered):
    workspace, meeting, *_ = entered
    text, found = built(workspace, "thong-bao-ket-luan", meeting, capacity="tl")
    assert {"TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"} <= set(text)
    assert any("Chánh Văn phòng" in one for one in found.notices)
    put_texts(workspace, "meeting", meeting, {"held_on": "01/07/2025"})
    _, found = built(workspace, "thong-bao-ket-luan", meeting, capacity="tl")
    assert not any("Chánh Văn phòng" in one for one in found.notices)


# --- closed meetings ---

PAPERS_OF_A_CLOSED_MEETING = ("bien-ban", "thong-bao-ket-luan", "bang-phan-cong", "tin-bai")


def test_a_closed_meeting_prints_what_it_was_closed_with(entered):
    workspace, meeting, person, task = entered
    meeting_versions.finalise(workspace, meeting)
    before = [built(workspace, one, meeting)[0] for one in PAPERS_OF_A_CLOSED_MEETING]
    put_texts(workspace, "person", person, {"full_name": "Tên Đã Đổi"})
    put_texts(workspace, "task", task, {"text": "Việc đã đổi", "assignee": "Nơi khác"})
    after = [built(workspace, one, meeting)[0] for one in PAPERS_OF_A_CLOSED_MEETING]
    assert after == before
    assert any("Phạm Văn Mẫu" in line for line in after[0])
    assert any("Rà soát" in line for line in after[2])


def test_a_corrected_version_says_so_at_its_end_and_what_changed_beside_it(entered):
    workspace, meeting, *_ = entered
    meeting_versions.finalise(workspace, meeting)
    meeting_versions.reopen(workspace, meeting, "Sai địa điểm")
    text, found = built(workspace, "bien-ban", meeting)
    assert any("mở lại" in one for one in found.notices)
    put_texts(workspace, "meeting", meeting, {"place": "Nhà văn hóa"})
    meeting_versions.finalise(workspace, meeting)
    text, found = built(workspace, "bien-ban", meeting)
    assert "Địa điểm: Nhà văn hóa" in text
    [notice] = [one for one in found.notices if one.startswith("Bản đính chính lần 1")]
    assert "Nhà văn hóa" in notice
    said = (
        "Bản đính chính lần 1, chốt ngày\u00a023/01/2024, thay bản chốt ngày\u00a023/01/2024. "
        "Lý do: Sai địa điểm."
    )
    for document in ("bien-ban", "thong-bao-ket-luan", "bang-phan-cong"):
        text, _ = built(workspace, document, meeting)
        assert [line for line in text if line][-1] == said, document
    for document in ("giay-moi", "tin-bai"):
        assert said not in built(workspace, document, meeting)[0]


def test_a_version_that_cannot_be_read_is_told(entered):
    workspace, meeting, *_ = entered
    saved = meeting_versions.finalise(workspace, meeting)
    with workspace.store.step("broken", "An"):
        workspace.store.put("meeting_version", saved.key, {"snapshot": "zlib:x"})
    text, found = built(workspace, "bien-ban", meeting)
    assert "Địa điểm: Hội trường" in text
    assert any("không đọc được" in one for one in found.notices)


# --- tasks of earlier meetings ---


def test_open_tasks_of_earlier_meetings_come_up_as_they_stood_on_the_day(entered):
    workspace, _, _, task = entered
    note_progress(workspace, task, "Xong một nửa", noted_on=datetime.date(2024, 1, 18))
    later = put_meeting(workspace, title="Họp tuần sau", held_on="22/01/2024")
    assert not any("Rà soát" in line for line in built(workspace, "bien-ban", later)[0])
    choose_carried(workspace, later, task, True)
    text, _ = built(workspace, "bien-ban", later)
    at = text.index("1. Kết quả thực hiện nhiệm vụ các cuộc họp trước")
    assert text[at + 1 : at + 3] == [
        "- Rà soát (Văn phòng; giao ngày 15/01/2024; chưa xong).",
        "+ 18/01/2024: Xong một nửa",
    ]
    note_progress(workspace, task, "Xong hẳn", "done", noted_on=datetime.date(2024, 1, 23))
    assert built(workspace, "bien-ban", later)[0] == text  # what comes after does not change it
    agenda, _ = built(workspace, "chuong-trinh", later)
    assert agenda.index("NHIỆM VỤ CÁC CUỘC HỌP TRƯỚC") < agenda.index("NỘI DUNG")
    next_one = put_meeting(workspace, title="Họp sau nữa", held_on="29/01/2024")
    choose_carried(workspace, next_one, task, True)
    text, _ = built(workspace, "bien-ban", next_one)
    assert any("đã xong ngày 23/01/2024" in line for line in text)
    last = put_meeting(workspace, title="Họp cuối", held_on="05/02/2024")
    assert not any("Rà soát" in line for line in built(workspace, "bien-ban", last)[0])


def test_minutes_print_a_carried_task_that_was_spoken_of_or_chosen(entered):
    workspace, _, _, task = entered
    here = put_meeting(workspace, title="Họp tuần sau", held_on="22/01/2024")
    note_progress(workspace, task, "Đang rà soát", noted_on=datetime.date(2024, 1, 22))
    assert any("Rà soát" in line for line in built(workspace, "bien-ban", here)[0])
    other = put_meeting(workspace, title="Họp sau", held_on="23/01/2024", organiser="UBND thị xã B")
    assert not any("Rà soát" in line for line in built(workspace, "chuong-trinh", other)[0])
    assert [one.task.key for one in meetings.meeting_file(workspace, other).of_others] == [task]
    note_progress(workspace, task, "Ghi sau ngày họp", meeting=here)
    chosen = meetings.meeting_file(workspace, here).carried[0]
    assert (chosen.is_chosen, chosen.is_noted) == (True, True)
    undo(workspace)
    assert not meetings.meeting_file(workspace, here).carried[0].is_chosen


def test_minutes_of_a_recognition_print_only_what_was_chosen(entered):
    workspace, _, _, task = entered
    proposal = put_meeting(workspace, title="Họp xét", kind="recognition", held_on="22/01/2024")
    note_progress(workspace, task, "Đang rà soát", noted_on=datetime.date(2024, 1, 22))
    assert not any("Rà soát" in line for line in built(workspace, "bien-ban-de-nghi", proposal)[0])
    choose_carried(workspace, proposal, task, True)
    assert any("Rà soát" in line for line in built(workspace, "bien-ban-de-nghi", proposal)[0])
    choose_carried(workspace, proposal, task, False)
    assert meetings.meeting_file(workspace, proposal).carried[0].is_chosen is False
    with pytest.raises(InputError, match="họp trước"):
        choose_carried(workspace, get_record(workspace, "task", task).values["meeting"], task, True)


def test_a_carried_task_keeps_the_words_and_the_deadline_it_had(entered):
    workspace, meeting, _, task = entered
    put_texts(workspace, "task", task, {"due_on": "25/01/2024"})
    meeting_versions.finalise(workspace, meeting)
    later = put_meeting(workspace, title="Họp tuần sau", held_on="22/01/2024")
    choose_carried(workspace, later, task, True)
    text, _ = built(workspace, "bien-ban", later)
    assert "- Rà soát (Văn phòng; hạn 25/01/2024; giao ngày 15/01/2024; chưa xong)." in text
    put_texts(workspace, "task", task, {"text": "Việc đã đổi"})
    extend_deadline(workspace, task, datetime.date(2024, 2, 25), "Mưa")  # on 23/01/2024
    assert built(workspace, "bien-ban", later)[0] == text


def test_tasks_of_the_office_are_no_business_of_a_thôn(entered):
    workspace, *_ = entered
    village = put_meeting(workspace, title="Họp thôn", kind="họp thôn", held_on="22/01/2024")
    text, _ = built(workspace, "bien-ban-hop-thon", village)
    assert not any("Rà soát" in line for line in text)


def test_a_follow_up_covers_the_time_asked_for(entered):
    workspace, meeting, _, task = entered
    note_progress(workspace, task, "Tuần một", noted_on=datetime.date(2024, 1, 16))
    note_progress(workspace, task, "Tuần hai", noted_on=datetime.date(2024, 1, 22))
    text, _ = built(workspace, "bang-theo-doi", meeting, since="20/01/2024", until="23/01/2024")
    assert "22/01/2024: Tuần hai" in text
    assert "16/01/2024: Tuần một" not in text
    assert "Từ ngày 20/01/2024 đến ngày 23/01/2024" in text


# --- photos ---


def photo(folder, name, size):
    path = folder / name
    Image.new("RGB", size, "white").save(path)
    return path


def test_photos_of_a_meeting_stand_in_its_news_with_captions(entered, tmp_path):
    workspace, meeting, *_ = entered
    files = [photo(tmp_path, f"{n}.jpg", (40 + n, 80)) for n in range(5)]
    attached = evidence.attach(workspace, "meeting", meeting, files)
    put_texts(workspace, "evidence", attached.keys[0], {"note": "Toàn cảnh"})
    text, found = built(workspace, "tin-bai", meeting)
    assert [line for line in text if line.startswith("Ảnh ")][:2] == [
        "Ảnh 1: Toàn cảnh", "Ảnh 2: ……",
    ]  # fmt: skip
    assert "Chú thích ảnh: có ảnh chưa ghi chú (ghi tại từng ảnh)." in found.missing
    assert any("Có 5 ảnh" in one for one in found.notices)
    document = docx.Document(str(found.path))
    assert len(document.inline_shapes) == 4
    assert all(shape.height < shape.width for shape in document.inline_shapes)


def test_a_photo_that_cannot_be_opened_is_left_out_and_told(entered, tmp_path):
    workspace, meeting, *_ = entered
    good = photo(tmp_path, "a.jpg", (40, 40))
    attached = evidence.attach(workspace, "meeting", meeting, [good])
    stored = evidence.evidence_of(workspace, "meeting", meeting)[0].record.sha256
    for path in workspace.folder.rglob(f"*{stored[2:]}*"):
        path.chmod(0o600)
        path.unlink()
    text, found = built(workspace, "tin-bai", meeting)
    assert attached.keys
    assert not any(line.startswith("Ảnh ") for line in text)
    assert any("Không mở được ảnh" in one for one in found.notices)


def test_what_is_missing_is_the_same_before_and_after_building(entered):
    workspace, meeting, *_ = entered
    for one in meeting_documents.offered(workspace, meeting):
        request = DocumentRequest(one.id, key=meeting)
        assert prepare_document(workspace, request).missing == one.missing
        assert built(workspace, one.id, meeting)[1].missing == one.missing


# --- what a closed meeting prints later, and what was chosen for its papers ---


def test_a_closed_meeting_keeps_the_tasks_of_earlier_meetings_it_was_closed_with(entered):
    workspace, first, _, task = entered
    later = put_meeting(workspace, title="Họp tuần sau", held_on="22/01/2024")
    note_progress(workspace, task, "Xong một nửa", noted_on=datetime.date(2024, 1, 18))
    choose_carried(workspace, later, task, True)
    meeting_versions.finalise(workspace, later)
    before = [built(workspace, one, later)[0] for one in ("bien-ban", "chuong-trinh")]
    assert any("Xong một nửa" in line for line in before[0])
    note_progress(workspace, task, "Ghi bổ sung", noted_on=datetime.date(2024, 1, 19))
    put_texts(workspace, "task", task, {"text": "Việc đã đổi", "assignee": "Nơi khác"})
    put_texts(workspace, "meeting", first, {"held_on": "16/01/2024"})
    assert [built(workspace, one, later)[0] for one in ("bien-ban", "chuong-trinh")] == before
    meeting_versions.reopen(workspace, later, "Sai")
    meeting_versions.finalise(workspace, later)
    changes = meeting_versions.versions(workspace, later)[1].changes
    assert changes == "Nhiệm vụ các cuộc họp trước in khác bản chốt trước"


def test_a_meeting_closed_without_them_prints_them_as_they_are(entered):
    workspace, _, _, task = entered
    later = put_meeting(workspace, title="Họp tuần sau", held_on="22/01/2024")
    choose_carried(workspace, later, task, True)
    saved = meeting_versions.finalise(workspace, later)
    [version] = meeting_versions.versions(workspace, later)
    old = version.snapshot.replace('"carried":', '"unknown":')
    with workspace.store.step("old", "An"):
        workspace.store.put("meeting_version", saved.key, {"snapshot": old})
    assert any("Rà soát" in line for line in built(workspace, "bien-ban", later)[0])


def test_more_open_tasks_than_a_snapshot_holds_do_not_keep_a_meeting_open(entered, monkeypatch):
    workspace, *_ = entered
    later = put_meeting(workspace, title="Họp tuần sau", held_on="22/01/2024")
    places = ("lead", "due", "given_on", "completed_on")
    words = "".join(map(chr, random.Random(1).choices(range(0x4E00, 0x9000), k=60_000)))
    row = {"text": words, **dict.fromkeys(places, ""), "is_done": False, "done": []}
    monkeypatch.setattr(meeting_versions, "carried_rows", lambda workspace, meeting: [row])
    meeting_versions.finalise(workspace, later)
    [version] = meeting_versions.versions(workspace, later)
    assert "carried" not in meeting_versions.frozen_snapshot(version)


def test_who_leads_and_does_a_task_is_printed_the_same_after_closing(entered):
    workspace, meeting, person, task = entered
    put_texts(workspace, "task", task, {"assignee": "", "person": person, "doer": "Thôn 1"})
    before, _ = built(workspace, "bang-phan-cong", meeting)
    assert any("Phạm Văn Mẫu" in line for line in before)
    assert any("Thực hiện: Thôn 1" in line for line in before)
    meeting_versions.finalise(workspace, meeting)
    assert built(workspace, "bang-phan-cong", meeting)[0] == before
    put_texts(workspace, "person", person, {"full_name": "Tên Đã Đổi"})
    assert built(workspace, "bang-phan-cong", meeting)[0] == before


def test_what_was_chosen_for_a_paper_holds_at_the_next_print(entered):
    workspace, meeting, *_ = entered
    paper = "thong-bao-ket-luan"
    chosen = {"signer_name": "Lê Thị B", "recipients": "- Như trên;\n- Lưu: VT.", "capacity": "kt"}
    first, _ = built(workspace, paper, meeting, **chosen)
    meeting_papers.keep_options(workspace, meeting, paper, chosen)
    assert built(workspace, paper, meeting)[0] == first
    assert any("Lê Thị B" in line for line in first)
    again, _ = built(workspace, paper, meeting, signer_name="Khác")
    assert not any("Lê Thị B" in line for line in again)
    [notice] = [one for one in meeting_documents.offered(workspace, meeting) if one.id == paper]
    assert not any("Họ tên người ký" in one for one in notice.missing)
    meeting_versions.finalise(workspace, meeting)
    meeting_papers.keep_options(workspace, meeting, paper, {})
    assert meeting_papers.kept_options(workspace, meeting) == {paper: {}}
    assert meeting_versions.version_differences(workspace, meeting) == ()


def test_choices_are_one_record_a_paper_and_one_step(entered):
    workspace, meeting, *_ = entered
    saved = meeting_papers.keep_options(workspace, meeting, "giay-moi", {"signer_name": "A"})
    assert saved.key == f"{meeting}/paper/giay-moi"
    assert history.undo_label(workspace) == "Ghi lựa chọn khi lập văn bản: Họp giao ban"
    steps = len(history.past_steps(workspace))
    meeting_papers.keep_options(workspace, meeting, "giay-moi", {"signer_name": " A "})
    assert len(history.past_steps(workspace)) == steps
    assert meeting_papers.offered_options(workspace, meeting, "tin-bai") == {"signer_name": "A"}
    meeting_papers.keep_options(workspace, meeting, "tin-bai", {"author": "Văn phòng"})
    assert meeting_papers.offered_options(workspace, meeting, "tin-bai") == {"author": "Văn phòng"}
    batches.delete_whole(workspace, "meeting", meeting)
    assert meeting_papers.kept_options(workspace, meeting) == {}


def test_every_choice_of_a_paper_can_be_kept():
    fields = entity_named("meeting_paper").fields
    for kind in MEETING_PAPERS:
        for option in kind.options:
            assert fields[option.id].label == option.title
            assert set(fields[option.id].choices) == set(option.choices) - {""}


def test_what_a_paper_lacks_is_said_by_the_name_of_its_field():
    titles = {option.title for kind in MEETING_PAPERS for option in kind.options}
    said = [name for text in MISSING.values() for name in re.findall("mục “([^”]+)”", text)]
    assert len(said) == 4
    assert set(said) <= titles
    assert not any("(trường" in text for text in MISSING.values())


def test_tasks_of_one_source_are_printed_in_the_order_they_were_entered(offices):
    workspace = offices.new()
    done = enter_article(workspace, DOCUMENT_ARTICLE)
    said = [one["text"] for one in done.data["tasks"]]
    for document in meeting_documents.ON_TASKS:
        text, _ = built(workspace, document, done.keys["source"])
        joined = "\n".join(text)
        places = [joined.index(one) for one in said]
        assert places == sorted(places), document


def test_an_invitation_is_not_dated_after_the_meeting(entered):
    workspace, meeting, *_ = entered
    put_texts(workspace, "meeting", meeting, {"held_on": "15/12/2022"})
    for document in ("giay-moi", "chuong-trinh"):
        text, _ = built(workspace, document, meeting)
        assert any(line.endswith("năm 2022") for line in text), document


def test_a_photo_named_in_words_needs_no_note_one_named_by_a_camera_does(entered, tmp_path):
    workspace, meeting, *_ = entered
    names = ("quang canh hop.jpg", "IMG_2041.jpg")
    files = [photo(tmp_path, name, (40 + at, 40)) for at, name in enumerate(names)]
    evidence.attach(workspace, "meeting", meeting, files)
    text, _ = built(workspace, "tin-bai", meeting)
    captions = {line.partition(": ")[2] for line in text if line.startswith("Ảnh ")}
    assert captions == {"Quang canh hop", "……"}


def test_the_form_of_the_other_side_is_doubted(entered):
    workspace, meeting, *_ = entered
    _, found = built(workspace, "thong-bao-ket-luan", meeting, regime="party")
    [doubt] = [one for one in found.notices if "xem lại thể thức" in one]
    assert "Ủy ban nhân dân" in doubt
    assert "văn bản của Đảng" in doubt
    _, found = built(workspace, "thong-bao-ket-luan", meeting)
    assert not any("xem lại thể thức" in one for one in found.notices)
    put_texts(workspace, "meeting", meeting, {"organiser": "Đảng ủy xã"})
    _, found = built(workspace, "giay-moi", meeting, regime="state")
    assert any("xem lại thể thức" in one for one in found.notices)
    put_texts(workspace, "meeting", meeting, {"organiser": "Ban Chỉ đạo xã"})  # may be either's
    for regime in ("state", "party"):
        _, found = built(workspace, "giay-moi", meeting, regime=regime)
        assert not any("xem lại thể thức" in one for one in found.notices)


def test_the_share_asked_for_in_a_ballot_is_printed_as_typed_and_never_made_up(entered):
    workspace, meeting, *_ = entered
    text, found = built(workspace, "bien-ban-de-nghi", meeting)
    assert not any("yêu cầu" in line for line in text)
    assert any("Tỷ lệ yêu cầu" in one for one in found.notices)
    text, found = built(workspace, "bien-ban-de-nghi", meeting, required="90% (HD 01)")
    assert "Tỷ lệ nhất trí yêu cầu: 90% (HD 01)." in text
    assert not any("Tỷ lệ yêu cầu" in one for one in found.notices)


def test_a_deadline_without_a_year_is_printed_with_the_one_that_was_chosen(entered):
    workspace, meeting, _, task = entered
    put_texts(workspace, "task", task, {"due_text": "trước ngày 18/11", "due_on": "18/11/2024"})
    for document in meeting_documents.ON_TASKS:
        text, _ = built(workspace, document, meeting)
        assert any("trước ngày 18/11/2024" in line for line in text), document
    assert "Giao Văn phòng rà soát." in built(workspace, "bien-ban", meeting)[0]


def test_a_table_of_tasks_lacks_no_head_it_does_not_print(entered):
    workspace, meeting, *_ = entered
    put_texts(workspace, "meeting", meeting, {"organiser": "Huyện ủy Đầm Hà"})
    lacking = {one.id: one.missing for one in meeting_documents.offered(workspace, meeting)}
    parent = "Cơ quan cấp trên ghi trên cùng bên trái: chưa nhập."
    assert parent in lacking["thong-bao-ket-luan"]
    assert parent not in lacking["bang-phan-cong"]
    assert any(one.startswith("Địa danh") for one in lacking["thong-bao-ket-luan"])


def test_only_papers_with_two_forms_refuse_none_of_them(entered):
    workspace, meeting, *_ = entered
    for document in ("bang-phan-cong", "bang-theo-doi"):
        assert "T/M ỦY BAN NHÂN DÂN" in built(workspace, document, meeting, regime="party")[0]
        assert "TM. ỦY BAN NHÂN DÂN" in built(workspace, document, meeting, regime="state")[0]
    text, _ = built(workspace, "tin-bai", meeting, regime="party")
    assert any("đồng chí Phạm Văn Mẫu" in line for line in text)
    for document in meeting_documents.STATE_ONLY:
        assert "BIÊN BẢN" in " ".join(built(workspace, document, meeting, regime="state")[0])
        with pytest.raises(InputError, match="chỉ có mẫu thể thức hành chính"):
            built(workspace, document, meeting, regime="party")


def test_a_crowded_meeting_is_printed_whole(offices):
    workspace = offices.new()
    meeting = put_meeting(workspace, title="Họp <A> & “B” {{ x }}", held_on="15/01/2024")
    names = [f"Đại biểu <thứ {at}> & {'X' * 90}" for at in range(60)]
    said = [f"Ý kiến {at}: " + "đề nghị “xem xét” & <bổ sung>; " * 66 for at in range(30)]
    given = [f"Việc số {at} <của> & xã" for at in range(80)]
    people_there = [{"name": name, "attendance": "present"} for name in names]
    batches.add_parts(workspace, "attendee", meeting, people_there)
    spoken = [{"speaker": "Các thôn", "content": one} for one in said]
    batches.add_parts(workspace, "opinion", meeting, spoken)
    values = {"text": 'Giao  việc "như sau" {% if %}\n- a)\n• b 🙂'}
    conclusion = batches.add_parts(workspace, "conclusion", meeting, [values]).key
    for at, one in enumerate(given):
        task_from_conclusion(workspace, conclusion, one, {"assignee": f"Đơn vị {at % 20}"})
    for document, expected in (
        ("bien-ban", [*names, *said]),
        ("danh-sach-dai-bieu", names),
        ("thong-bao-ket-luan", values["text"].split("\n")),
        *((document, given) for document in meeting_documents.ON_TASKS),
    ):
        joined = "\n".join(built(workspace, document, meeting)[0])
        assert [one for one in expected if one not in joined] == [], document


@pytest.mark.parametrize("document", ["bang-phan-cong", "bang-theo-doi"])
def test_the_signatures_of_a_table_keep_with_the_line_that_counts_its_tasks(entered, document):
    workspace, meeting, *_ = entered
    _, found = built(workspace, document, meeting)
    blocks = list(docx.Document(str(found.path)).element.body)
    at = next(n for n, one in enumerate(blocks) if "NGƯỜI LẬP BẢNG" in "".join(one.itertext()))
    before = blocks[at - 2 : at]
    assert "".join(before[0].itertext()).startswith("Tổng số")
    assert all(one.pPr.find(qn("w:keepNext")) is not None for one in before)


def test_a_meeting_with_nothing_in_it_still_has_every_paper(offices):
    workspace = offices.new()
    meeting = put_texts(workspace, "meeting", None, {"title": "Họp"}).key
    for one in meeting_documents.offered(workspace, meeting):
        text, found = built(workspace, one.id, meeting)
        assert found.missing
        assert not any("None" in line for line in text)
