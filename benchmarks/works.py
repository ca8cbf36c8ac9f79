"""How long the list of works and the funding forms take, beside bare SQL sums in the same run.

    .venv/bin/python benchmarks/works.py [--rounds 30]

A commune with 5 years of 300 works with 12 entries of money each (18,000), some of them in groups,
and people's contributions. Measured: the whole list with totals, the list of one year, of one
source, of one thôn, what is owed today, Biểu 11, 12 and 13 of a year, Biểu 11 of all five years.
The floors are the plainest SQL for the same numbers: one sum by work and kind, one sum by source
of a plan year. Goal: a median of at most 100 ms each.
"""

import argparse
import os
import platform
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from ntm_desktop.domain.entity import StoredValue
from ntm_desktop.domain.works import MONEY_KINDS
from ntm_desktop.services import funding_tables, works
from ntm_desktop.services.workspace import NewOffice, Workspace, create_workspace

YEARS = range(2021, 2026)
WORKS, ENTRIES = 300, 12
GOAL = 100.0
NOW = 1_767_000_000_000  # the end of 2025
TYPES = ("road", "irrigation", "school", "culture_house", "water_supply", "power")
SOURCES = ("nstw-dau-tu", "nsdp-tinh", "nsdp-xa", "long-ghep", "nguoi-dan-tien")
STATES = ("approved", "building", "accepted", "settled")
KINDS = [kind for kind in MONEY_KINDS if kind != "advanced"]
SPAN = "2021-01-01..2025-12-31"
Times = list[float]


def main() -> int:
    """Measure and print; 1 when a goal is missed."""
    rounds = parsed_arguments().rounds
    with tempfile.TemporaryDirectory(prefix="ntm-works-") as folder:
        os.environ["NTM_DEVICE_DIR"] = str(Path(folder) / "device")
        workspace = filled(Path(folder) / "data")
        check(workspace)
        found = measured(workspace, rounds)
        workspace.close()
    print(f"{platform.machine()}, {os.cpu_count()} CPUs, {platform.system()}, ", end="")
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}")
    missed = 0
    for name, (times, goal) in found.items():
        print(f"{name:34} {described(times)}" + (f"   goal {goal:.0f} ms" if goal else ""))
        missed += bool(goal) and statistics.median(times) > goal
    return int(bool(missed))


def parsed_arguments() -> argparse.Namespace:
    """Return the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=30)
    return parser.parse_args()


def filled(folder: Path) -> Workspace:
    """Return a commune with five years of works and money, entered in one step."""
    office = NewOffice(name="Quảng An", level="xa", code="06901")
    workspace = create_workspace(folder, office, user="cán bộ", now_ms=NOW)
    with workspace.store.step("Nhập", "cán bộ"):
        for year in YEARS:
            for number in range(WORKS):
                put_work(workspace, year, number)
        for number in range(len(YEARS) * 40):
            values = contribution(number)
            workspace.store.put("contribution", f"{workspace.owner}/c{number}", values)
    return workspace


def put_work(workspace: Workspace, year: int, number: int) -> None:
    """Enter a work of a year with its money; every tenth is part of the one before."""
    key = f"{workspace.owner}/w{year}-{number}"
    values: dict[str, StoredValue] = {
        "name": f"Công trình {number} năm {year}",
        "work_type": TYPES[number % len(TYPES)],
        "village": f"Thôn {number % 12 + 1}",
        "state": STATES[number % len(STATES)],
        "total_investment": (number + 1) * 10_000_000,
        "start_on": f"{year}-03-01",
        "component": f"hp1.{number % 9 + 1:02d}",
        "group": f"{workspace.owner}/w{year}-{number - 1}" if number % 10 == 9 else None,
    }
    workspace.store.put("work", key, values)
    for place in range(ENTRIES):
        workspace.store.put("money_entry", f"{key}-{place}", money(key, year, number, place))


def money(work: str, year: int, number: int, place: int) -> dict[str, StoredValue]:
    """Return one amount."""
    return {
        "work": work,
        "source": SOURCES[(number + place // len(KINDS)) % len(SOURCES)],
        "plan_year": year,
        "kind": KINDS[place % len(KINDS)],
        "amount": (number + 1) * 100_000 + place * 1_000,
        "paid_on": f"{year}-{place + 1:02d}-15",
    }


def contribution(number: int) -> dict[str, StoredValue]:
    """Return what people gave."""
    year = YEARS[number % len(YEARS)]
    return {
        "kind": "labour",
        "quantity": str(number + 1),
        "unit_price": 250_000,
        "given_on": f"{year}-05-0{number % 9 + 1}",
        "work": f"06901/w{year}-{number % WORKS}",
    }


def check(workspace: Workspace) -> None:
    """Stop where the numbers are not there to be measured."""
    rows = works.works_table(workspace).rows
    entries = workspace.store.query("SELECT count(*) FROM money_entry")[0][0]
    if (len(rows), entries) != (WORKS * len(YEARS), WORKS * len(YEARS) * ENTRIES):
        raise SystemExit(f"the works were not entered: {len(rows)}, {entries}")
    if not funding_tables.funding_table(workspace, "11", "2023").total.cells[1].rows:
        raise SystemExit("the form is empty")


def measured(workspace: Workspace, rounds: int) -> dict[str, tuple[Times, float]]:
    """Return the times of every question, with its goal (0 for the floors)."""

    def listed(**asked: object) -> Callable[[], object]:
        return lambda: works.works_table(workspace, works.WorksFilter(**asked))  # type: ignore[arg-type]

    def form(number: str, period: str) -> Callable[[], object]:
        return lambda: funding_tables.funding_table(workspace, number, period)

    def sql(query: str) -> Callable[[], object]:
        return lambda: workspace.store.query(query)

    by_work = "SELECT work, kind, SUM(amount) FROM money_entry GROUP BY work, kind"
    by_source = (
        "SELECT source, kind, SUM(amount) FROM money_entry WHERE plan_year = 2023"
        " GROUP BY source, kind"
    )
    questions: dict[str, tuple[Callable[[], object], float]] = {
        "bare SQL: sums by work": (sql(by_work), 0.0),
        "list of all works": (listed(), GOAL),
        "list of one year": (listed(year=2023), GOAL),
        "list of one source": (listed(source="nsdp"), GOAL),
        "list of one thôn": (listed(village="Thôn 3"), GOAL),
        "what is owed": (lambda: works.debts(workspace), GOAL),
        "bare SQL: sums by source of a year": (sql(by_source), 0.0),
        "Biểu 11 of a year": (form("11", "2023"), GOAL),
        "Biểu 11 of half a year": (form("11", "2023-H1"), GOAL),
        "Biểu 12 of half a year": (form("12", "2023-H1"), GOAL),
        "Biểu 13 of a year": (form("13", "2023"), GOAL),
        "Biểu 11 of all five years": (form("11", SPAN), 0.0),
    }
    found = {name: ([timed(ask)], goal) for name, (ask, goal) in questions.items()}
    for _ in range(rounds):  # in turn, so that a busy moment of the machine hits all of them
        for name, (ask, _goal) in questions.items():
            found[name][0].append(timed(ask))
    return {name: (times[1:], goal) for name, (times, goal) in found.items()}


def timed(ask: Callable[[], object]) -> float:
    """Return the milliseconds until a question is answered."""
    begun = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - begun)


def described(times: Times) -> str:
    """Return a median and its range."""
    return f"{statistics.median(times):7.1f} ms ({min(times):.1f} to {max(times):.1f})"


if __name__ == "__main__":
    sys.exit(main())
