"""To whom a package can go: the superior first, and whether it holds everything or what changed."""

from ntm_desktop.services import exchange
from ntm_desktop.services.recipients import recipients
from ntm_desktop.services.records import list_records, put_texts

SUPERIOR = "200"


def roles(workspace):
    return [(one.role, one.unit, one.full) for one in recipients(workspace)]


def name_superior(workspace):
    profile = list_records(workspace, "office_profile")[0].key
    put_texts(workspace, "office_profile", profile, {"superior_code": SUPERIOR})


def take(sender, receiver, sent):
    done = exchange.take_packages(receiver, sent.files, exchange.own_fingerprint(sender))
    assert done.error is None


def test_without_a_code_the_superior_gets_a_full_copy(commune):
    assert roles(commune) == [("superior", "", True), ("own", "06901", True), ("all", "", True)]


def test_who_acknowledged_gets_what_changed_since(offices):
    here = offices.new("a")
    above = offices.new("b", code=SUPERIOR, level="huyen", name="Đầm Hà", sets=())
    name_superior(here)
    put_texts(here, "work", None, {"name": "Đường"})
    first = recipients(here)[0]
    assert (first.units, first.full, first.changes > 1) == ((SUPERIOR,), True, True)
    take(here, above, exchange.send_package(here, here.folder.parent / "out", (SUPERIOR,)))
    take(above, here, exchange.send_receipt(above, here.folder.parent / "back", "06901"))
    put_texts(here, "work", None, {"name": "Cầu"})
    again = recipients(here)[0]
    assert (again.full, again.changes) == (False, 1)
    sent = exchange.send_package(here, here.folder.parent / "out", again.units, full=again.full)
    assert (sent.kind, sent.changes) == ("delta", again.changes)


def test_offices_that_sent_something_can_be_answered(offices):
    here = offices.new("a")
    above = offices.new("b", code=SUPERIOR, level="huyen", name="Đầm Hà", sets=())
    put_texts(here, "work", None, {"name": "Đường"})
    take(here, above, exchange.send_package(here, here.folder.parent / "out", (SUPERIOR,)))
    assert ("unit", "06901") in [(one.role, one.unit) for one in recipients(above)]


def test_the_office_above_that_sent_something_is_the_superior_without_a_code(offices):
    here = offices.new("a")
    above = offices.new("b", code="200", level="huyen", name="Đầm Hà", sets=())
    take(above, here, exchange.send_package(above, here.folder.parent / "out"))
    assert roles(here)[0][:2] == ("superior", "200"), "06901 lay in district 200"
