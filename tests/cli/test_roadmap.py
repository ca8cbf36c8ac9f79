"""`ntm roadmap`: keys that scripts rely on, and the list as people read it."""

from tests.cli.conftest import NANG_CAO

PLACE = ("--set", NANG_CAO, "--period", "2023")


def test_the_list_has_gap_person_due_date_and_links(commune):
    commune("values", "set", *PLACE, "3.1=85", "1.1=chua-dat")
    task = commune("put", "task", "text=Sửa kênh").json["key"]
    commune("put", "work", "name=Kênh N2", f"set_id={NANG_CAO}", "indicator=3.1")
    place = (f"set_id={NANG_CAO}", "indicator=3.1")
    commune("put", "roadmap_item", *place, "assignee=Phòng Kinh tế", "due_on=1/1/2024",
            "solution=Kiên cố hóa", f"tasks={task}")  # fmt: skip
    commune("put", "dossier_state", f"set_id={NANG_CAO}", "criterion=3", "state=sent")
    found = commune("roadmap", *PLACE).json
    assert (found["set"], found["unit"], found["period"]) == (NANG_CAO, "06901", "2023")
    first, second = found["rows"]
    assert (first["code"], first["criterion"], first["outcome"]) == ("3.1", "3", "not_met")
    assert first["gap"] == {"amount": "5", "measure_unit": "điểm %", "text": "còn thiếu 5 điểm %"}
    assert (first["assignee"], first["due_on"], first["late"]) == (
        "Phòng Kinh tế", "2024-01-01", True,
    )  # fmt: skip
    assert [one["text"] for one in first["tasks"]] == ["Sửa kênh"]
    assert [one["name"] for one in first["works"]] == ["Kênh N2"]
    assert first["dossier"]["state"] == "sent"
    assert (second["code"], second["gap"], second["dossier"]) == ("1.1", None, None)
    assert found["dossiers"] == [
        {"criterion": "3", "state": "sent", "number": None, "dated_on": None}
    ]
    assert [one["where"] for one in found["issues"]] == ["3"]
    assert len(found["no_data"]) == 73


def test_the_list_for_people_says_the_same(commune):
    commune("values", "set", *PLACE, "3.1=85")
    commune("put", "roadmap_item", f"set_id={NANG_CAO}", "indicator=3.1", "assignee=Phòng Kinh tế",
            "due_on=1/1/2024", "solution=Kiên cố hóa")  # fmt: skip
    shown = commune.raw("--data", str(commune.data), "roadmap", *PLACE).out
    assert "01/01/2024 (quá hạn)" in shown
    assert "Phụ trách: Phòng Kinh tế" in shown
    assert "Giải pháp: Kiên cố hóa" in shown
    assert "Chưa có số liệu (74): 1.1, " in shown


def test_the_sample_has_its_five_open_indicators(quang_an):
    assert len(quang_an("roadmap", *PLACE).json["rows"]) == 5
    assert quang_an("roadmap", "--set", NANG_CAO, "--period", "abc").status == 1
