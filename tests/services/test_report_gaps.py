"""What the next report still lacks: counted from a standing, sections from the prepared report."""

from pathlib import Path

from ntm_desktop.services import evidence, report_gaps, reporting
from ntm_desktop.services.entry import ValueDraft, record_values, values_of
from ntm_desktop.services.review import standing
from tests.evidence_files import PDF
from tests.services.conftest import NANG_CAO


def gaps(workspace):
    found = standing(workspace, NANG_CAO, "2023")
    return {gap.kind: gap.count for gap in report_gaps.data_gaps(workspace, found)}


def record(workspace, **texts):
    record_values(
        workspace,
        [
            ValueDraft(NANG_CAO, "2023", code[1:].replace("_", "."), text)
            for code, text in texts.items()
        ],
    )


def test_without_results_every_indicator_lacks_one(commune):
    assert gaps(commune) == {"no_data": 75}


def test_results_leave_what_is_unproven_and_unverified(commune):
    record(commune, c3_1="95", c4="đạt: biên bản", c17_5="10")
    found = gaps(commune)
    assert found["no_data"] == 75 - 3
    assert found["no_target"] == 1  # 17.5 has no target here
    assert found["unproven"] == 2
    assert found["unverified"] == 1
    assert "conflicts" not in found


def test_a_file_proves_an_indicator(commune, tmp_path: Path):
    record(commune, c3_1="95")
    proof = tmp_path / "biên bản.pdf"
    proof.write_bytes(PDF)
    key = values_of(commune, NANG_CAO, "2023")["3.1"].key
    evidence.attach(commune, "indicator_value", key, [proof])
    assert "unproven" not in gaps(commune)


def test_a_section_that_was_written_is_no_gap(commune):
    before = [gap.key for gap in report_gaps.section_gaps(commune, "2023", NANG_CAO)]
    assert before
    report_id = reporting.report_kinds()[0].id
    reporting.set_narrative(commune, report_id, "2023", before[0], "Đã ban hành nghị quyết.")
    after = [gap.key for gap in report_gaps.section_gaps(commune, "2023", NANG_CAO)]
    assert after == before[1:]
    place = report_gaps.section_place(commune, "2023", before[0])
    assert commune.store.state("narrative", place).exists
