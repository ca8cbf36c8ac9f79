"""Where to look at what came: the unit, the set, the latest period with figures."""

from __future__ import annotations

from ntm_desktop.services import exchange
from ntm_desktop.services.entry import ValueDraft, record_values
from ntm_desktop.services.received_figures import received_figures
from ntm_desktop.services.records import put_texts
from tests.services.conftest import NANG_CAO, Offices


def test_the_unit_and_the_latest_period_of_what_came_are_named(offices: Offices) -> None:
    commune = offices.new("a", parent_code="22")
    province = offices.new("tinh", code="22", name="Quảng Ninh", level="tinh", sets=[])
    for period in ("2023", "2024"):
        record_values(commune, [ValueDraft(NANG_CAO, period, "3.1", "91")])
    put_texts(commune, "work", None, {"name": "Đường thôn"})
    sent = exchange.send_package(commune, commune.folder.parent / "out")
    taken = exchange.take_packages(province, sent.files, exchange.own_fingerprint(commune))
    (found,) = received_figures(province, taken.packages[0].details)
    assert (found.unit, found.name) == ("06901", "Xã Quảng An")
    assert (found.set_id, found.period_id) == (NANG_CAO, "2024")
    assert found.periods == ("năm 2023", "năm 2024")
    again = exchange.take_packages(province, sent.files, exchange.own_fingerprint(commune))
    assert received_figures(province, again.packages[0].details) == ()
