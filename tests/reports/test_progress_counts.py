"""Numbers alone for the cells of forms: the same as in the headline, or of the recorded total."""

import dataclasses

from ntm_desktop.domain.values import SetTotal
from ntm_desktop.reports import progress_sections
from ntm_desktop.reports.progress_counts import count_fields
from tests.reports.samples import facts


def test_the_numbers_are_those_of_the_headline():
    found = facts()
    assert found.assessment is not None
    told = progress_sections.reached(found.assessment)
    counts = count_fields(found)
    assert told.startswith(f"{counts['criteria_met']}/{counts['criteria_total']} ")
    assert f"{counts['indicators_met']}/{counts['indicators_total']} chỉ tiêu" in told
    assert counts["criteria_rate"].endswith("%")


def test_a_recorded_total_stands_in_and_nothing_is_made_up():
    total = SetTotal(criteria_met=12, criteria_total=17)
    counts = count_fields(dataclasses.replace(facts(), assessment=None, total=total))
    assert counts["criteria_met"] == "12"
    assert counts["criteria_rate"] == "70,59%"
    assert counts["indicators_met"] == counts["indicators_rate"] == ""
    assert set(
        count_fields(dataclasses.replace(facts(), assessment=None, total=None)).values()
    ) == {""}
