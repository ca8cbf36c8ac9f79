"""`ntm issue` and `ntm issued`."""

import pytest

REPORT = "bao-cao-tien-do"


@pytest.fixture
def report(commune, monkeypatch):
    from ntm_desktop.reports import progress_report

    monkeypatch.setattr(progress_report, "draw_charts", lambda _: {})
    path = commune.folder / "bao-cao.docx"
    commune("report", REPORT, "--period", "2023", "--out", str(path))
    return str(path)


def test_a_document_is_reviewed_issued_and_compared(commune, report):
    review = commune("issue", report, "--check")
    assert review.status == (3 if review.json["doubts"] else 0)
    done = commune(
        *("issue", report, "--number", "15/BC-UBND", "--date", "5/1/2024", "--reason", "Đã xem")
    )
    assert done.status == 0
    (listed,) = commune("issued").json
    assert (listed["number"], listed["date"]) == ("15/BC-UBND", "2024-01-05")
    assert commune("issued", listed["key"]).json == []
    assert (
        "giống văn bản đã ký"
        in commune.raw("--data", str(commune.data), "issued", listed["key"]).out
    )


def test_later_differences_are_listed(commune, report):
    commune("issue", report, "--number", "1/BC", "--date", "5/1/2024", "--reason", "x")
    key = commune("issued").json[0]["key"]
    commune("text", "set", REPORT, "causes", "--period", "2023", "Nguyên nhân mới.")
    (changed,) = commune("issued", key).json
    assert changed["now"] == "Nguyên nhân mới."


def test_number_and_date_are_needed(commune, report):
    assert commune("issue", report, "--number", "1/BC").status == 2
    assert commune("issue", report, "--number", "1/BC", "--date", "5/1/2024").status == 1
    assert commune("issued", "khong-co").status == 1
