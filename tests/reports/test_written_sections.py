"""What a person wrote wins over what data says; neither shows the gap and is told."""

from dataclasses import dataclass, field

from ntm_desktop.reports.report_kind import ReportSection
from ntm_desktop.reports.written_sections import (
    carried_over,
    is_generated,
    paragraphs_of,
    without_words,
)


@dataclass
class Facts:
    narratives: dict = field(default_factory=dict)
    previous_narratives: dict = field(default_factory=dict)


SECTIONS = (
    ReportSection("a", "I. Một", lambda facts: ("từ số liệu",)),
    ReportSection("b", "II. Hai", lambda facts: (), "chưa có"),
)


def test_written_generated_gap():
    facts = Facts({"a": "một\n\n  hai  "})
    assert paragraphs_of(SECTIONS, facts) == {"a": ("một", "hai"), "b": ("chưa có",)}
    assert paragraphs_of(SECTIONS, Facts())["a"] == ("từ số liệu",)
    assert not is_generated("a", facts)
    assert is_generated("b", facts)


def test_only_what_has_neither_is_missing():
    assert without_words(SECTIONS, Facts()) == ("II. Hai: chưa có lời văn, chưa có số liệu.",)
    assert without_words(SECTIONS, Facts({"b": "có"})) == ()


def test_a_section_carried_over_without_a_change_is_told():
    facts = Facts({"a": "như cũ", "b": "mới"}, {"a": "như cũ ", "b": "cũ"})
    assert carried_over(SECTIONS, facts) == ("I. Một: lời văn còn giống hệt kỳ trước.",)
