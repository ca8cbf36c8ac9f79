"""`ntm tasks`, `ntm task` and `ntm documents` as scripts use them."""

from __future__ import annotations

from tests.cli.conftest import Ntm


def put(ntm: Ntm, entity: str, *fields: str) -> str:
    """Save a record; return its key."""
    answer = ntm("put", entity, *fields)
    assert answer.status == 0, answer.err
    return str(answer.json["key"])


def test_tasks_are_listed_by_deadline_and_filtered(commune: Ntm) -> None:
    late = put(commune, "task", "text=Rà soát", "due_on=18/11/2023", "assignee=Công an xã")
    put(commune, "task", "text=Sau này", "due_on=30/6/2024")
    found = commune("tasks").json
    assert [one["text"] for one in found] == ["Rà soát", "Sau này"]
    assert (found[0]["standing"], found[0]["key"], found[0]["notes"]) == ("overdue", late, [])
    assert [one["key"] for one in commune("tasks", "--due", "7").json] == [late]
    assert [one["key"] for one in commune("tasks", "--lead", "cong an").json] == [late]
    for option in ("--meeting", "--document"):
        assert commune("tasks", option, "06901/x404").code == "E_NOT_FOUND"
    shown = commune.raw("--data", str(commune.data), "tasks")
    assert "quá hạn" in shown.out
    none = commune.raw("--data", str(commune.data), "tasks", "--lead", "Mặt trận")
    assert "Không có nhiệm vụ" in none.out


def test_progress_is_noted_and_the_task_shown_whole(commune: Ntm) -> None:
    source = put(commune, "official_document", "number=15/TB-UBND")
    key = put(
        commune,
        "task",
        "text=Rà soát",
        f"document={source}",
        "assignee=A",
        "supporting=B",
        "due_on=1/2/2024",
    )
    noted = commune("task", "note", key, "đã họp", "--percent", "40", "--on", "20/1/2024")
    assert (noted.status, noted.json["task"]) == (0, key)
    assert commune("task", "note", key, "kiểm", "--check").status == 0
    assert commune("task", "note", key, "xong", "--state", "đã xong").status == 0
    found = commune("task", "show", key).json
    first = found["notes"][0]
    assert (first["kind"], first["noted_on"]) == ("progress", "2024-01-20")
    assert {one["kind"] for one in found["notes"]} == {"progress", "check", "done"}
    assert (found["state"], found["completed_on"], found["standing"]) == (
        "done",
        "2024-01-23",
        "done",
    )
    assert (found["percent"], found["evidence"]) == (40, 0)
    assert found["sources"]["document"]["number"] == "15/TB-UBND"
    assert [one["text"] for one in found["issues"]] != []
    shown = commune.raw("--data", str(commune.data), "task", "show", key).out
    assert "20/01/2024: đã họp" in shown
    assert "Cần xem lại" in shown


def test_a_deadline_is_extended_with_its_reason(commune: Ntm) -> None:
    key = put(commune, "task", "text=Rà soát", "due_on=18/11/2023")
    assert commune("task", "extend", key, "--due", "30/6/2024", "--reason", "mưa lũ").status == 0
    found = commune("task", "show", key).json
    assert (found["due_on"], found["standing"]) == ("2024-06-30", "open")
    assert found["extensions"][0]["old_due_on"] == "2023-11-18"
    refused = commune("task", "extend", key, "--due", "1/1/2024", "--reason", "x")
    assert (refused.status, refused.code) == (1, "E_INPUT")
    assert commune("task", "note", "06901/t404", "x").status == 1
    assert commune("task", "note", key, "x", "--state", "gần xong").status == 1
    assert commune("task", "note", key, "x", "--percent", "101").status == 2


def test_doubles_are_told_and_ask_for_a_person(commune: Ntm) -> None:
    assert commune("documents", "doubles").json == []
    keys = {put(commune, "official_document", "number=15/TB-UBND") for _ in range(2)}
    answer = commune("documents", "doubles")
    assert answer.status == 3
    assert {one["key"] for one in answer.json[0]["documents"]} == keys
    assert "15/TB-UBND" in commune.raw("--data", str(commune.data), "documents", "doubles").out
    listed = commune("documents", "list").json
    assert {one["key"] for one in listed} == keys
    assert listed[0]["incomplete"] == ["thiếu ngày", "thiếu cơ quan ban hành", "thiếu trích yếu"]


def test_grounds_are_printed_in_legal_order(commune: Ntm) -> None:
    plan = put(commune, "official_document", "number=92/KH-UBND")
    decree = put(commune, "official_document", "number=57/2022/NĐ-CP")
    other = put(commune, "official_document", "number=ý kiến")
    answer = commune("documents", "grounds", other, plan, decree)
    assert [one["key"] for one in answer.json] == [decree, plan, other]
    assert "ý kiến" in answer.err
    party = commune("documents", "grounds", plan, "--regime", "party").json
    assert party[0]["line"].startswith("- Căn cứ")


def test_a_secret_document_is_refused(commune: Ntm) -> None:
    answer = commune("put", "official_document", "number=1", "secrecy=Mật")
    assert (answer.status, answer.code) == (1, "E_INPUT")
    assert "bí mật nhà nước" in answer.json["error"]["hint"]
