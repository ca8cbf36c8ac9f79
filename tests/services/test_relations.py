"""Data of an office that is none of ours comes in only when a person names that office."""

import pytest

from ntm_desktop.services import exchange, receipts
from ntm_desktop.services.records import put_texts
from ntm_desktop.services.relations import Relation, relation
from ntm_desktop.services.take_undo import past_imports, untake


def out(workspace):
    """Send everything; return the file."""
    return exchange.send_package(workspace, workspace.folder.parent / f"out-{workspace.owner}")


@pytest.fixture
def neighbour(offices):
    """A commune of another province with one work."""
    made = offices.new("n", code="18130", name="Thuận Lộc")
    put_texts(made, "work", "18130/w1", {"name": "Cầu"})
    return made


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("06901", Relation.OWN),
        ("22", Relation.ABOVE),
        ("18130", Relation.OTHER),
        ("x1bae8470ea", Relation.OTHER),
    ],
)
def test_what_an_office_is_to_ours_is_known_from_the_list_of_units(offices, unit, expected):
    assert relation(offices.new("a"), unit) is expected


def test_a_commune_knows_what_it_was_made_of_and_what_became_of_it(offices):
    former = offices.new("a")
    assert relation(former, "06895") is not Relation.SUCCESSION
    from ntm_desktop.services.unit_directory import load_directory

    [today] = load_directory().by_code("06901").successors
    assert relation(former, today) is Relation.SUCCESSION
    later = offices.new("b", code=today, name="Quảng Tân")
    assert relation(later, "06901") is Relation.SUCCESSION


def test_data_of_a_neighbour_is_refused_until_a_person_names_it(offices, neighbour):
    here = offices.new("a")
    sent, before = out(neighbour), exchange.sync_state(here)
    key = exchange.own_fingerprint(neighbour)
    looked = exchange.inspect_package(here, sent.files[0])
    told = "Đây là dữ liệu của Xã Thuận Lộc, không phải của Xã Quảng An."
    assert looked.stranger == told
    done = exchange.take_packages(here, sent.files, key)
    assert (done.error.code, done.error.exit_status) == ("E_FOREIGN", 12)
    assert told in str(done.error)
    assert exchange.sync_state(here) == before
    assert exchange.known_keys(here) == []
    assert exchange.take_packages(here, sent.files, key, foreign=["06904"]).error is not None
    assert exchange.take_packages(here, sent.files, key, foreign=["18130"]).error is None


def test_an_import_of_which_nothing_can_be_taken_back_stays_in_use(offices, neighbour):
    here = offices.new("a")
    key = exchange.own_fingerprint(neighbour)
    batch = exchange.take_packages(here, out(neighbour).files, key, foreign=["18130"]).batch
    done = untake(here, batch)
    assert (done.records, bool(done.kept)) == (0, True)
    assert all("đơn vị khác" in one.reason for one in done.kept)
    assert not past_imports(here)[0].untaken


def test_a_receipt_of_any_office_is_taken_in(offices, neighbour):
    here = offices.new("a")
    exchange.take_packages(
        neighbour, out(here).files, exchange.own_fingerprint(here), foreign=["06901"]
    )
    answer = exchange.send_receipt(neighbour, offices.folder / "back", "06901")
    done = exchange.take_packages(here, answer.files, exchange.own_fingerprint(neighbour))
    assert done.error is None
    assert [one.state for one in receipts.deliveries(here)] == ["received"]


def test_an_office_of_communes_takes_in_who_writes_it_down_as_superior(offices):
    above = offices.new("h", code="xhuyen", level="huyen", name="Hải Hà", sets=())
    below = offices.new("b", code="18130", name="Thuận Lộc", parent_code="xhuyen")
    key = exchange.own_fingerprint(below)
    assert exchange.take_packages(above, out(below).files, key).error is None
    commune = offices.new("c")
    claims = offices.new("d", code="18133", name="Xã khác", parent_code="06901")
    done = exchange.take_packages(commune, out(claims).files, exchange.own_fingerprint(claims))
    assert done.error.code == "E_FOREIGN"
