"""Pictures of works: none without figures, a PNG with them."""

from ntm_desktop.domain.works import Work
from ntm_desktop.services import reporting
from ntm_desktop.services.batches import delete_whole
from ntm_desktop.services.records import list_records, put_texts
from ntm_desktop.services.works_charts import works_by_state
from ntm_desktop.services.workspace import Workspace

PNG = b"\x89PNG"


def drawn(workspace: Workspace, which: str) -> bytes | None:
    return reporting.chart(workspace, "2023", None, which)


def test_nothing_is_drawn_without_works_or_amounts(commune):
    assert drawn(commune, "works") is None
    assert drawn(commune, "plan") is None


def test_works_are_drawn_by_step_and_money_by_year(commune):
    key = put_texts(commune, "work", None, {"name": "Đường", "state": "đang thi công"}).key
    assert (drawn(commune, "works") or b"").startswith(PNG)
    assert drawn(commune, "plan") is None
    money = {"work": key, "source": "nsdp-xa", "plan_year": "2023", "kind": "planned"}
    put_texts(commune, "money_entry", None, {**money, "amount": "3 tỷ"})
    assert (drawn(commune, "plan") or b"").startswith(PNG)


def test_every_work_of_a_group_is_counted_once_and_those_at_no_step_too():
    held = [
        Work(key="g", name="Chỉnh trang", count=23),
        Work(key="a", name="Đường A", group="g", state="building"),
        Work(key="b", name="Đường B", group="g"),
        Work(key="h", name="Trường học", count=2, state="settled"),
        Work(key="c", name="Lớp học", group="h", state="building"),
    ]
    assert works_by_state(held) == {"building": 1, "": 22, "settled": 2}


def test_what_belongs_to_a_deleted_work_goes_with_it(commune):
    key = put_texts(commune, "work", None, {"name": "Đường"}).key
    quantity = {"work": key, "what": "Mặt đường", "quantity": "1,2", "measure_unit": "km"}
    put_texts(commune, "work_quantity", None, quantity)
    put_texts(commune, "contribution", None, {"work": key, "kind": "tiền mặt", "amount": "5 triệu"})
    delete_whole(commune, "work", key)
    for entity in ("work", "work_quantity", "contribution"):
        assert list_records(commune, entity) == ()
