"""Minutes and notices: parts in order, votes with shares, and the conclusion word for word."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_desktop.domain.meetings import Conclusion, Opinion, Presentation
from ntm_desktop.domain.people import ShownPerson
from ntm_desktop.reports import (
    meeting_conclusion,
    meeting_minutes,
    meeting_recognition_minutes,
    meeting_village_minutes,
    meeting_working_minutes,
)
from ntm_desktop.reports.meeting_facts import CarriedFact
from ntm_desktop.reports.meeting_missing import missing
from tests.reports import meeting_samples as samples

BUILDERS = {
    "thong-bao-ket-luan": (meeting_conclusion.build_context, "kết luận như sau:", "Thông báo để"),
    "bien-ban": (meeting_minutes.build_context, "kết luận:", "Hội nghị kết thúc"),
}
HARD = st.sampled_from(
    (
        "{{ x }}",
        "{% if %}",
        "{_{",
        "}_}",
        "{#",
        "\t",
        "  ",
        "\n",
        '"',
        "“”",
        "'",
        "&amp;",
        "<w:p>",
        "\\n",
        "- ",
        "• ",
        "\u00a0",
        "\u200b",
        "🙂",
        "a" * 4000,
    )
)
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn", "Co")),
    max_size=12,
)
TYPED = st.lists(HARD | WORDS, min_size=1, max_size=8).map("".join)


@pytest.mark.parametrize("regime", ["state", "party"])
@pytest.mark.parametrize("document", BUILDERS)
@settings(max_examples=12, deadline=None)
@given(texts=st.lists(TYPED.filter(str.strip), min_size=1, max_size=3))
def test_the_printed_conclusion_is_the_typed_one(document, regime, texts):
    build, before, after = BUILDERS[document]
    conclusions = tuple(Conclusion(key=str(n), meeting="m", text=t) for n, t in enumerate(texts))
    facts = samples.facts(regime, conclusions=conclusions)
    with tempfile.TemporaryDirectory() as folder:
        lines = samples.lines(samples.rendered(document, build(facts), Path(folder), regime))
    start = next(at for at, line in enumerate(lines) if line.endswith(before)) + 1
    end = next(at for at in reversed(range(len(lines))) if lines[at].startswith(after))
    assert "\n".join(lines[start:end]) == "\n".join(texts)


def full_facts(regime="state", **more):
    held = {
        "presentations": (
            Presentation(key="p", meeting="m", title="Báo cáo", presenter="Chủ tịch UBND xã"),
        ),
        "opinions": (
            Opinion(key="o", meeting="m", speaker="Trưởng phòng Kinh tế", content="Một\nHai"),
        ),
        "votes": (
            samples.ballot(
                eligible=27, present=26, votes_for=25, votes_against=1, share_of="eligible"
            ),
        ),
        "carried": (
            CarriedFact(text="Việc cũ.", lead="Văn phòng", due="hàng tuần", done=("1/1: Xong.",)),
        ),
        "meeting": samples.meeting(agenda="Mở đầu\nThảo luận"),
    }
    return samples.facts(regime, **(held | more))


def test_the_parts_stand_in_order_and_are_numbered(tmp_path):
    context = meeting_minutes.build_context(full_facts())
    lines = samples.lines(samples.rendered("bien-ban", context, tmp_path))
    heads = [
        *("BIÊN BẢN", "Hội nghị sơ kết", "I. THỜI GIAN, ĐỊA ĐIỂM"),
        *("Thời gian bắt đầu: 14 giờ 00, ngày 05 tháng 01 năm 2024", "Địa điểm: Hội trường"),
        *("II. THÀNH PHẦN THAM DỰ", "Chủ trì (chủ tọa): Ông Phạm Văn Mẫu, Chủ tịch UBND xã"),
        "Thư ký (người ghi biên bản): Bà Trần Thị Mai, Công chức Văn phòng",
        *("- Ông Phạm Văn Mẫu, Chủ tịch UBND xã;", "- Bà Trần Thị Mai, Công chức Văn phòng;"),
        "- Các trưởng thôn: có mặt 10/12 người.",
        "Tổng số được triệu tập: 14 người; có mặt: 12 người; vắng: 02 người.",
        *("III. NỘI DUNG", "1. Chương trình", "- Mở đầu", "- Thảo luận"),
        "2. Kết quả thực hiện nhiệm vụ các cuộc họp trước",
        *("- Việc cũ (Văn phòng; hạn hàng tuần; chưa xong).", "+ 1/1: Xong."),
        *("3. Báo cáo trình bày", "- Chủ tịch UBND xã trình bày: Báo cáo."),
        *("4. Ý kiến thảo luận", "- Trưởng phòng Kinh tế: Một", "Hai", "5. Kết quả biểu quyết"),
        "- Đề nghị công nhận: nhất trí 25/27 thành viên, đạt 92,59%; không nhất trí 1 thành viên; "
        "hình thức bỏ phiếu kín.",
        *("6. Kết luận", "Ông Phạm Văn Mẫu, Chủ tịch UBND xã kết luận:", "Giao các thôn báo cáo."),
        "Hội nghị kết thúc vào hồi 16 giờ 30, ngày 05 tháng 01 năm 2024./.",
        *("THƯ KÝ", "CHỦ TỌA", "Trần Thị Mai", "Phạm Văn Mẫu", "Nơi nhận:"),
    ]
    found = [line for line in lines if line in heads]
    assert found == heads


def test_on_the_party_side_everybody_is_a_comrade():
    context = meeting_minutes.build_context(full_facts("party"))
    assert context.held.chairs == "Đồng chí Phạm Văn Mẫu, Chủ tịch UBND xã"
    assert context.held.present[-1] == "- Các trưởng thôn: có mặt 10/12 người."
    assert context.held.opinions[0].opening == "- Đồng chí Trưởng phòng Kinh tế: Một"
    assert (context.right_block.heading, context.right_block.title) == ("T/M HỘI NGHỊ", "CHỦ TỌA")
    state = meeting_minutes.build_context(
        full_facts(people={"ct": ShownPerson("Phạm Văn Mẫu", "Chủ tịch", "đồng chí")})
    )
    assert state.held.chairs == "Ông (bà) Phạm Văn Mẫu, Chủ tịch"


def test_a_steering_committee_is_signed_by_its_head():
    held = samples.meeting(kind="steering_committee", organiser="Ban Chỉ đạo xã")
    block = meeting_minutes.build_context(samples.facts(meeting=held)).right_block
    assert (block.heading, block.title) == ("CHỦ TỌA", "TRƯỞNG BAN")
    assert (block.office_title, block.name) == ("CHỦ TỊCH UBND XÃ", "Phạm Văn Mẫu")
    party = meeting_minutes.build_context(samples.facts("party", meeting=held)).right_block
    assert party.heading == "T/M BAN CHỈ ĐẠO"


def test_what_is_not_known_is_a_visible_gap_and_named(tmp_path):
    bare = samples.facts(
        meeting=samples.meeting(
            started_at=None,
            ended_at=None,
            held_on=None,
            place=None,
            chairs=None,
            secretary=None,
            expected_count=None,
            present_count=None,
        ),
        attendees=(),
        opinions=(),
        conclusions=(),
        people={},
    )
    context = meeting_minutes.build_context(bare)
    text = "\n".join(samples.lines(samples.rendered("bien-ban", context, tmp_path)))
    assert "Thời gian bắt đầu: …… giờ ……, ngày …… tháng …… năm ……" in text
    assert "Địa điểm: ……" in text
    assert "có mặt: …… người" in text
    assert "None" not in text
    named = missing("bien-ban", bare)
    for word in ("Ngày họp", "Giờ bắt đầu", "Địa điểm", "Người chủ trì", "Thư ký", "Kết luận"):
        assert any(line.startswith(word) for line in named), word
    assert missing("bien-ban", samples.facts()) == ()


def test_several_chairs_preside_together():
    held = samples.meeting(chairs="Bí thư Đảng ủy xã\nChủ tịch UBND xã", concluder=None)
    context = meeting_conclusion.build_context(
        samples.facts("party", meeting=held, people={}, attendees=())
    )
    assert "đồng chí Bí thư Đảng ủy xã và đồng chí Chủ tịch UBND xã đồng chủ trì" in context.held
    assert "……" in context.title  # which of them concluded nobody said


def test_a_dossier_tells_the_vote_and_the_number_of_copies(tmp_path):
    facts = full_facts(options={"copies": "04", "kept": "UBND xã lưu 02 bản"})
    context = meeting_recognition_minutes.build_context(facts)
    lines = samples.lines(samples.rendered("bien-ban-de-nghi", context, tmp_path))
    at = lines.index("IV. KẾT QUẢ BỎ PHIẾU")
    assert lines[at + 1 : at + 4] == [
        "Nội dung bỏ phiếu: Đề nghị công nhận.",
        "Kết quả bỏ phiếu: nhất trí 25/tổng số 27 thành viên, đạt 92,59%; "
        "không nhất trí 1 thành viên; hình thức bỏ phiếu kín.",
        "V. KẾT LUẬN",
    ]
    assert lines.index("Giao các thôn báo cáo.") > at
    assert "Biên bản được lập thành 04 bản có giá trị như nhau: UBND xã lưu 02 bản." in lines
    assert sum("hình thức bỏ phiếu kín" in line for line in lines) == 1
    assert meeting_recognition_minutes.result_line(None) == (
        "Kết quả bỏ phiếu: nhất trí ……/tổng số …… thành viên dự họp, đạt ……%."
    )
    present = samples.ballot(present=3, votes_for=2)
    assert meeting_recognition_minutes.result_line(present).endswith(
        "2/tổng số 3 thành viên dự họp, đạt 66,67%; hình thức bỏ phiếu kín."
    )
    asked = full_facts(options={"required": "từ 90% trở lên (Hướng dẫn số 01)."})
    assert meeting_recognition_minutes.build_context(asked).results[-1] == (
        "Yêu cầu từ 90% trở lên (Hướng dẫn số 01): đạt (tính trên tổng số có quyền: 92,59%)."
    )
    counts = {"eligible": 27, "present": 26, "votes_for": 25}
    unsaid = samples.facts(votes=(samples.ballot(**counts, required="95%"),))
    assert meeting_recognition_minutes.build_context(unsaid).results[1:] == (
        "Kết quả bỏ phiếu: nhất trí 25/tổng số …… thành viên, đạt ……%; hình thức bỏ phiếu kín.",
        "Tỷ lệ nhất trí yêu cầu: 95%; đạt hay không: ……",
    )


def test_a_thôn_counts_its_households(tmp_path):
    held = samples.meeting(households_total=120, households_present=98)
    context = meeting_village_minutes.build_context(samples.facts(meeting=held))
    assert context.households == (
        "Tổng số hộ của thôn: 120 hộ; số hộ có đại diện dự họp: 98 hộ, đạt 81,67%; "
        "số hộ vắng mặt: 22 hộ."
    )
    lines = samples.lines(samples.rendered("bien-ban-hop-thon", context, tmp_path))
    for heading in ("THƯ KÝ", "CHỦ TRÌ", "ĐẠI DIỆN HỘ DÂN"):
        assert heading in lines
    unknown = meeting_village_minutes.build_context(samples.facts())
    assert unknown.households.count("……") == 3
    draft = samples.facts(office=samples.office_facts(draft=True))
    assert meeting_village_minutes.build_context(draft).unverified == "(?)"


def test_a_working_session_is_signed_by_both_parties(tmp_path):
    held = samples.meeting(
        kind="working_session", organiser="Thường trực HĐND huyện Đầm Hà", title="Buổi làm việc"
    )
    people = (samples.attendee("Phó Chủ tịch HĐND huyện", role="partner"),)
    facts = samples.facts(meeting=held)
    facts = samples.facts(meeting=held, attendees=(*people, *facts.attendees))
    context = meeting_working_minutes.build_context(facts)
    lines = samples.lines(samples.rendered("bien-ban-lam-viec", context, tmp_path))
    at = lines.index("1. Đoàn làm việc: Thường trực Hội đồng nhân dân huyện Đầm Hà")
    assert lines[at + 1 : at + 3] == [
        "- Phó Chủ tịch HĐND huyện.",
        "2. Đơn vị: Ủy ban nhân dân xã Quảng An",
    ]
    assert "ĐẠI DIỆN ỦY BAN NHÂN DÂN XÃ QUẢNG AN" in lines
    assert "ĐẠI DIỆN THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN HUYỆN ĐẦM HÀ" in lines
    assert "NGƯỜI GHI BIÊN BẢN" in lines
    own = samples.facts(meeting=samples.meeting(kind="working_session"))
    alone = meeting_working_minutes.build_context(own)
    assert (alone.partner_name, alone.partner_people) == ("……", ())
    assert alone.right_block.heading == "ĐẠI DIỆN ĐOÀN LÀM VIỆC"
    assert "Bên làm việc" in "\n".join(missing("bien-ban-lam-viec", own))


def test_what_there_was_not_has_no_heading_and_the_others_stay_numbered(tmp_path):
    bare = full_facts(opinions=(), carried=(CarriedFact(text="Việc cũ"),))
    lines = samples.lines(
        samples.rendered("bien-ban", meeting_minutes.build_context(bare), tmp_path)
    )
    heads = [line for line in lines if line[:2] in ("1.", "2.", "3.", "4.", "5.")]
    assert [head.partition(" ")[2] for head in heads] == [
        "Chương trình",
        "Kết quả thực hiện nhiệm vụ các cuộc họp trước",
        *("Báo cáo trình bày", "Kết quả biểu quyết", "Kết luận"),
    ]
    assert not any("chưa ghi" in line for line in lines)  # nothing was noted of the old task
    assert any(line.startswith("Ý kiến phát biểu") for line in missing("bien-ban", bare))


@pytest.mark.parametrize("document", ["bien-ban", "bien-ban-lam-viec", "bien-ban-hop-thon"])
def test_a_corrected_paper_ends_with_which_version_it_is(document, tmp_path):
    build = {
        "bien-ban": meeting_minutes.build_context,
        "bien-ban-lam-viec": meeting_working_minutes.build_context,
        "bien-ban-hop-thon": meeting_village_minutes.build_context,
    }[document]
    corrected = build(full_facts(correction="Bản đính chính lần 1."))
    lines = [
        line for line in samples.lines(samples.rendered(document, corrected, tmp_path)) if line
    ]
    assert lines[-1] == "Bản đính chính lần 1."
    first = samples.lines(samples.rendered(document, build(full_facts()), tmp_path))
    assert not any("đính chính" in line for line in first)
