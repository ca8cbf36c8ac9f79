"""Counts of a ballot that cannot be are told, and make no rate."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.reports.ballots import Answers, CountingFacts, build_counting, counting_notices
from tests.reports.meeting_samples import office_facts

COUNTS = st.dictionaries(
    st.sampled_from(("households", "issued", "returned", "valid", "satisfied", "unsatisfied")),
    st.integers(0, 2000),
)


def test_more_content_than_ballots_is_told_and_gives_no_rate() -> None:
    counts = {"issued": 1000, "returned": 950, "valid": 900, "satisfied": 950}
    facts = CountingFacts(office=office_facts(), counts=counts)
    assert facts.rate is None
    assert any("950" in one and "900" in one for one in counting_notices(facts))
    assert "……%" in build_counting(facts).results[0]


@given(counts=COUNTS, base=st.sampled_from(("valid", "returned")))
def test_no_share_above_the_whole_is_ever_printed(counts: dict[str, int], base: str) -> None:
    facts = CountingFacts(office=office_facts(), counts=counts, base=base)
    made = build_counting(facts)
    printed = " ".join([*(one.share for one in made.counts), *made.results])
    shares = [one.replace(".", "").replace(",", ".") for one in re.findall(r"([\d.,]+)%", printed)]
    assert all(float(one) <= 100 for one in shares)


def test_answers_fewer_than_the_ballots_are_told_with_their_base() -> None:
    answers = Answers(text="Vệ sinh", satisfied=700, unsatisfied=100, other=50)
    facts = CountingFacts(office=office_facts(), counts={"valid": 866}, questions=(answers,))
    [told] = [one for one in counting_notices(facts) if "Vệ sinh" in one]
    assert "850" in told
    assert "866" in told
