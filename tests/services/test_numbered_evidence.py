"""Evidence is numbered within its indicator, as it came; a whole criterion may be proven, too."""

from ntm_desktop.domain.assessment import Outcome
from ntm_desktop.services.entry import ValueDraft, record_values
from ntm_desktop.services.evidence import attach
from ntm_desktop.services.numbered_evidence import numbered_evidence
from ntm_desktop.services.period_values import values_of
from ntm_desktop.services.review import standing
from tests.evidence_files import PDF
from tests.services.conftest import NANG_CAO


def groups(workspace):
    """Return the evidence of 2023."""
    now = standing(workspace, NANG_CAO, "2023")
    return numbered_evidence(workspace, now.assessment, "2023")


def test_numbers_begin_anew_in_each_indicator_and_follow_the_order_of_attaching(commune, tmp_path):
    drafts = [ValueDraft(NANG_CAO, "2023", code, "đạt") for code in ("1.1", "1.2", "1")]
    record_values(commune, drafts)
    values = values_of(commune, NANG_CAO, "2023")
    for code, names in (("1.2", ("b", "a")), ("1", ("c",))):
        for name in names:
            path = tmp_path / f"{name}.pdf"
            path.write_bytes(PDF + code.encode() + name.encode())
            attach(commune, "indicator_value", values[code].key, [path])
    first = groups(commune)[0]
    assert [one.code for one in first.parts] == ["1", "1.1", "1.2", "1.3"]
    found = {
        part.code: [(f.number, f.item.record.name) for f in part.files] for part in first.parts
    }
    assert found["1"] == [("1-01", "c")]
    assert found["1.2"] == [("1.2-01", "b"), ("1.2-02", "a")]
    assert [one.code for one in first.parts if one.is_lacking] == ["1.1"]


def test_without_values_nothing_is_lacking(commune):
    parts = [part for group in groups(commune) for part in group.parts]
    assert all(part.outcome is Outcome.NO_DATA and not part.is_lacking for part in parts)
    assert len(parts) == 75
