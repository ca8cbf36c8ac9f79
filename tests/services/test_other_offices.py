"""What other offices sent stays theirs: it is kept, but never added to our own figures or prose."""

from __future__ import annotations

import pytest

from ntm_desktop.domain.changes import make_change
from ntm_desktop.domain.entity import StoredValue
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.errors import InputError, PackageError
from ntm_desktop.exchange import package
from ntm_desktop.exchange.package import Section
from ntm_desktop.services import (
    batches,
    entry,
    exchange,
    progress_document,
    reporting,
    review,
    sending,
    tasks,
    works,
)
from ntm_desktop.services.records import put_texts
from ntm_desktop.services.workspace import Workspace
from tests.services.conftest import NANG_CAO, NOW, Offices

MONEY = {"source": "nstw-dau-tu", "plan_year": "2023", "kind": "planned", "amount": "3 tỷ"}


@pytest.fixture
def neighbours(offices: Offices) -> tuple[Workspace, Workspace]:
    """Two communes, each on a computer of its own."""
    return offices.new("a"), offices.new("b", code="06904", name="Láng giềng")


def give(sender: Workspace, receiver: Workspace) -> exchange.TakenBatch:
    """Send everything to a receiver that trusts the sender."""
    sent = exchange.send_package(sender, sender.folder.parent / f"out-{sender.owner}")
    return exchange.take_packages(
        receiver, sent.files, exchange.own_fingerprint(sender), foreign=[sender.owner]
    )


def crafted(sender: Workspace, section: Section, schema: int = 1) -> None:
    """Write a package with one section of the sender's choice."""
    draft = package.PackageDraft(
        sender=sending.sender_of(sender),
        created_ms=NOW,
        serial=9,
        have={},
        schema=schema,
        sections=(section,),
    )
    package.write_package(draft, sender.device.seed, sender.folder / "crafted.ntmx")


def test_our_report_and_totals_hold_nothing_of_a_neighbour(
    neighbours: tuple[Workspace, Workspace],
) -> None:
    here, there = neighbours
    put_texts(here, "work", "06901/w1", {"name": "Của ta", "total_investment": "1 tỷ"})
    put_texts(there, "work", "06904/w1", {"name": "Của họ", "total_investment": "2 tỷ"})
    put_texts(there, "money_entry", None, MONEY)
    put_texts(there, "task", None, {"text": "Việc của họ", "due_on": "1/1/2023"})
    reporting.set_narrative(there, "bao-cao-tien-do", "2023", "general_result", "Xã họ đạt")
    assert give(there, here).error is None
    facts = progress_document.gather(
        here, "bao-cao-tien-do", parse_period("2023"), None, draft=False
    )
    assert [one.name for one in facts.works] == ["Của ta"]
    assert (facts.money, facts.open_tasks, facts.narratives) == ((), (), {})
    assert works.works_table(here).totals.total_investment == 1_000_000_000
    assert works.mobilised(here) == ()


def test_tasks_of_another_office_are_not_ours_to_do(
    neighbours: tuple[Workspace, Workspace],
) -> None:
    here, there = neighbours
    put_texts(here, "task", None, {"text": "Việc của ta"})
    meeting = put_texts(there, "meeting", None, {"title": "Họp", "held_on": "1/1/2023"}).key
    put_texts(there, "task", None, {"text": "Việc của họ", "meeting": meeting})
    assert give(there, here).error is None
    assert [one.text for one in tasks.list_tasks(here)] == ["Việc của ta"]
    assert [one.task.text for one in tasks.followed_tasks(here)] == ["Việc của ta"]
    board = tasks.tasks_board(here)
    assert [one.text for one in (*board.waiting, *board.undated)] == ["Việc của ta"]
    of_theirs = tasks.followed_tasks(here, tasks.TaskFilter(meeting=meeting))
    assert [one.task.text for one in of_theirs] == ["Việc của họ"], "their meeting can be read"
    assert [one.text for one in tasks.list_tasks(here, "06904")] == ["Việc của họ"]


def test_what_another_office_records_about_us_does_not_replace_our_own(
    neighbours: tuple[Workspace, Workspace],
) -> None:
    here, there = neighbours
    entry.record_values(here, [entry.ValueDraft(NANG_CAO, "2023", "1.1", "đạt")])
    entry.record_values(there, [entry.ValueDraft(NANG_CAO, "2023", "1.1", "chưa đạt", "06901")])
    total = entry.TotalDraft(period_id="2024", title="Bộ", unit="06901", criteria="1/2")
    entry.record_total(there, total)
    assert give(there, here).error is None
    standing = review.standing(here, NANG_CAO, "2023")
    assert standing.assessment.counts.indicators_met == 1
    assert entry.totals_of(here, "2024") == ()
    assert here.latest_period(NANG_CAO) == "2023"


def test_a_package_that_continues_the_log_of_another_unit_is_refused(
    neighbours: tuple[Workspace, Workspace],
) -> None:
    here, there = neighbours
    give(there, here)
    ours = here.store.log.writer(here.store.replica)
    assert ours is not None
    change = make_change(
        ours.wid, ours.contig + 1, NOW, "x", ("work", "06904/w9"), {"name": "độc"}, {}
    )
    crafted(there, Section(1, "shared", "06904", ours.wid, (change.line,)))
    (refused,) = exchange.take_packages(here, [there.folder / "crafted.ntmx"]).packages
    assert isinstance(refused.error, PackageError)
    assert refused.code == "E_SCOPE"


def test_words_and_periods_of_a_newer_version_do_not_keep_the_record_from_opening(
    neighbours: tuple[Workspace, Workspace],
) -> None:
    here, _ = neighbours
    place: dict[str, StoredValue] = {"unit": "06901", "set_id": NANG_CAO, "indicator": "1.1"}
    lines = [
        make_change("a" * 13, n, NOW, "x", ("indicator_value", f"06901/{period}/x"), values, {})
        for n, (period, values) in enumerate(
            [
                ("2023", {**place, "period": "2023", "declared": "partly"}),
                ("2030", {**place, "period": "2030-X1", "declared": "met"}),
            ],
            start=1,
        )
    ]
    crafted(here, Section(2, "shared", "06901", "a" * 13, tuple(one.line for one in lines)), 2)
    batch = exchange.take_packages(here, [here.folder / "crafted.ntmx"])
    assert batch.error is None
    assert here.latest_period(NANG_CAO) == "2023"
    assert review.standing(here, NANG_CAO, "2023").source == "none"


def test_no_door_writes_into_the_record_of_another_office(
    neighbours: tuple[Workspace, Workspace],
) -> None:
    here, there = neighbours
    key = put_texts(there, "meeting", None, {"title": "Họp"}).key
    last = batches.add_parts(there, "attendee", key, [{"name": "A"}, {"name": "B"}]).key
    give(there, here)
    for write in (
        lambda: batches.delete_whole(here, "meeting", key),
        lambda: batches.put_in_order(here, "attendee", [last]),
        lambda: put_texts(here, "meeting", key, {"title": "Khác"}),
    ):
        with pytest.raises(InputError):
            write()
