"""The news item (tin bài) on a meeting for the page and the loudspeakers, with its photos."""

from __future__ import annotations

from dataclasses import dataclass

from ntm_desktop.domain.meetings import Presentation
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.reports import meeting_words as words
from ntm_desktop.reports.meeting_facts import MeetingFacts, guests, in_sentence, lines_of, together
from ntm_desktop.reports.meeting_head import issuer_of
from ntm_desktop.reports.meeting_minutes import conclusion_paragraphs
from ntm_desktop.reports.narrative import DRAFT_NOTE, GAP, lower_first
from ntm_desktop.reports.template_fields import shown

MOST_PHOTOS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsContext:
    """Everything the template of the news item may use."""

    draft_note: str = shown("dòng báo bản dự thảo, trống khi in bản chính thức")
    title: str = shown("tên tin")
    lead: str = shown("đoạn mở đầu: khi nào, ở đâu, ai tổ chức, ai chủ trì")
    guests: str = shown("câu ghi khách mời; trống khi không có")
    reports: tuple[str, ...] = shown("các báo cáo đã trình bày, nội dung chính")
    opinions: tuple[str, ...] = shown("các ý kiến, mỗi ý kiến một đoạn")
    concluded: str = shown("câu dẫn vào kết luận")
    conclusions: tuple[str, ...] = shown("kết luận nguyên văn, mỗi đoạn một dòng")
    photo_caption_1: str = shown("chú thích ảnh 1; trống khi không có ảnh")
    photo_caption_2: str = shown("chú thích ảnh 2")
    photo_caption_3: str = shown("chú thích ảnh 3")
    photo_caption_4: str = shown("chú thích ảnh 4")
    author: str = shown("người viết tin")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsPhotos:
    """The photos of a news item, those attached to the meeting in order of their names."""

    photo_1: str = shown("ảnh 1", default="")
    photo_2: str = shown("ảnh 2", default="")
    photo_3: str = shown("ảnh 3", default="")
    photo_4: str = shown("ảnh 4", default="")


def build_context(facts: MeetingFacts) -> NewsContext:
    """Return the ready text of every field."""
    captions = [*facts.photos, *[""] * MOST_PHOTOS][:MOST_PHOTOS]
    return NewsContext(
        draft_note=DRAFT_NOTE if facts.office.draft else "",
        title=facts.meeting.title,
        lead=_lead(facts),
        guests=_guests(facts),
        reports=tuple(line for one in facts.presentations for line in _report(facts, one)),
        opinions=tuple(_opinions(facts)),
        concluded=words.NEWS_CONCLUDED.format(what=facts.noun, who=facts.concluder),
        conclusions=conclusion_paragraphs(facts),
        photo_caption_1=captions[0],
        photo_caption_2=captions[1],
        photo_caption_3=captions[2],
        photo_caption_4=captions[3],
        author=facts.option("author") or GAP,
    )


def _lead(facts: MeetingFacts) -> str:
    """Return the first paragraph."""
    place = words.PLACE_PART.format(place=facts.place) if facts.meeting.place else ""
    return words.NEWS_LEAD.format(
        when=facts.dated,
        place=place,
        issuer=issuer_of(facts.head).sentence,
        title=facts.title_in_sentence,
        chairs=capital_first(together(facts.chairs)),
        presided=facts.presided,
    )


def _guests(facts: MeetingFacts) -> str:
    """Return who came as a guest."""
    names = [
        in_sentence(facts.called(one.person, one.name, is_group=bool(one.is_group)))
        for one in guests(facts)
    ]
    return words.NEWS_GUESTS.format(what=facts.noun, who="; ".join(names)) if names else ""


def _report(facts: MeetingFacts, one: Presentation) -> tuple[str, ...]:
    """Return a report that was presented, its content below."""
    who = in_sentence(facts.called(one.person, one.presenter))
    form = words.NEWS_REPORT_BY if who else words.NEWS_REPORT
    title = lower_first(one.title.strip().rstrip(".;"))
    return (form.format(what=facts.noun, who=who, title=title), *lines_of(one.content))


def _opinions(facts: MeetingFacts) -> list[str]:
    """Return the opinions, a paragraph for each one typed."""
    found = []
    for one in facts.opinions:
        who = capital_first(facts.called(one.person, one.speaker))
        first, *more = lines_of(one.content) or (GAP,)
        found += [words.NEWS_OPINION.format(who=who, content=first), *more]
    return found
