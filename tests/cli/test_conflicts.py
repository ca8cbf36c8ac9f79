"""`ntm conflicts/resolve/restore-record`: versions, choosing, deleted records."""

import json

import pytest

KEY = "06901/w1"


@pytest.fixture
def split(commune):
    """A work whose quantity was saved twice from the same form."""
    commune("put", "work", KEY, "name=Đường", "quantity=1", "measure_unit=km")
    seen = commune("get", "work", KEY).json["seen"]
    commune("put", "work", KEY, "quantity=2", "--seen", seen)
    commune("put", "work", KEY, "quantity=1500", "measure_unit=m", "--seen", seen)
    return commune


def test_versions_are_listed_once_for_fields_that_belong_together(split):
    [found] = split("conflicts").json
    assert (found["field"], found["fields"]) == ("quantity", ["quantity", "measure_unit"])
    assert {tuple(one["values"].values()) for one in found["versions"]} == {
        ("2", "km"),
        ("1500", "m"),
    }
    plain = split.raw("--data", str(split.data), "conflicts").out
    assert "Khối lượng, Đơn vị tính" in plain
    assert "đang dùng" in plain
    heads = split("get", "work", KEY).json["heads"]["quantity"]
    assert {head["unit"] for head in heads} == {"06901"}


def test_a_version_is_kept(split):
    [found] = split("conflicts").json
    other = found["versions"][1]
    answer = split("resolve", "work", KEY, "measure_unit", "--keep", other["change"])
    assert (answer.status, answer.json["resolved"]) == (0, True)
    fields = split("get", "work", KEY).json["fields"]
    assert {name: fields[name] for name in other["values"]} == other["values"]
    assert split("conflicts").json == []
    assert "Không có chỗ nào" in split.raw("--data", str(split.data), "conflicts").out


def test_another_value_is_set(split):
    pair = json.dumps({"quantity": "3.5", "measure_unit": "ha"})
    assert split("resolve", "work", KEY, "quantity", "--value", pair).status == 0
    fields = split("get", "work", KEY).json["fields"]
    assert (fields["quantity"], fields["measure_unit"]) == ("3.5", "ha")


def test_one_value_is_set_beside_what_is_shown(split):
    assert split("resolve", "work", KEY, "quantity", "--value", '"7"').status == 0
    assert split("get", "work", KEY).json["fields"]["quantity"] == "7"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("quantity",), 2),
        (("quantity", "--keep", "x", "--value", "1"), 2),
        (("quantity", "--keep", "x"), 1),
        (("quantity", "--value", "{"), 1),
        (("quantity", "--value", "1.5"), 1),
        (("quantity", "--value", "[1]"), 1),
        (("name", "--value", '"x"'), 1),
        (("quantity", "--value", '"2"', "--seen", "{}x"), 1),
    ],
)
def test_a_bad_choice_changes_nothing(split, arguments, status):
    before = split("sync-state").json["ops"]
    assert split("resolve", "work", KEY, *arguments).status == status
    assert split("sync-state").json["ops"] == before


def test_a_deleted_record_is_restored(commune):
    commune("put", "work", KEY, "name=Đường", "quantity=1", "measure_unit=km")
    assert commune("restore-record", "work", KEY).status == 1
    commune("del", "work", KEY)
    assert commune("restore-record", "work", KEY).json == {"key": KEY, "restored": True}
    assert commune("get", "work", KEY).json["fields"]["quantity"] == "1"
    assert commune("restore-record", "work", "06901/w9").status == 1
