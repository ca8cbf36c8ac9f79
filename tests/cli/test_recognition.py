"""`ntm recognition`, `ntm conditions`, `ntm appraisal`: their documents, words and refusals."""

from __future__ import annotations

from tests.cli.conftest import NANG_CAO, Ntm

PLACE = ("--set", NANG_CAO, "--period", "2023")


def test_the_board_tells_counts_holders_and_registrations(commune: Ntm) -> None:
    commune("put", "recognition_rollup", "title=Thôn NTM kiểu mẫu", "counted=thôn", "achieved=73",
            "total=85", "period=2023", "gained=11")  # fmt: skip
    commune("put", "recognition", "title=Xã NTM nâng cao", f"set_id={NANG_CAO}",
            "decision_on=30/12/2022")  # fmt: skip
    commune("put", "registration", "title=Xã NTM kiểu mẫu", "year_planned=2024")
    board = commune("recognition", "--period", "2023").json
    assert board["day"] == "2023-12-31"
    hamlets, model, advanced = board["titles"]
    assert hamlets["count"] == {
        "achieved": 73,
        "total": 85,
        "noun": "thôn",
        "share": "85.88",
        "text": "73/85 thôn (85,88%)",
        "typed": True,
    }
    assert model["registered"][0]["year_planned"] == 2024
    assert advanced["holders"][0]["state"] == "holding"
    shown = commune.raw("--data", str(commune.data), "recognition", "--period", "2023").out
    assert "Thôn NTM kiểu mẫu: 73/85 thôn (85,88%) (số tổng hợp)" in shown
    assert "Xã Quảng An: đang giữ" in shown
    assert "Xã Quảng An: đăng ký đạt năm 2024" in shown


def test_an_empty_board_says_so(commune: Ntm) -> None:
    assert commune("recognition").json["titles"] == []
    shown = commune.raw("--data", str(commune.data), "recognition").out
    assert shown.startswith("Chưa có đăng ký")


def test_conditions_are_set_and_told(commune: Ntm) -> None:
    assert commune("conditions", "set", *PLACE, "DK2=95,3/90", "DK3=đạt").json == {"recorded": 2}
    commune("conditions", "paper", *PLACE, "HS1", "state=có", "number=12/TTr-UBND")
    sheet = commune("conditions", *PLACE).json
    rate = sheet["conditions"][1]
    assert (rate["outcome"], rate["value"], rate["required"]) == ("met", "95.3", "90")
    assert sheet["conditions"][2]["declared"] == "met"
    assert (sheet["papers"][0]["ready"], sheet["papers"][1]["ready"]) == (True, False)
    assert (sheet["met"], sheet["decision"]) == (False, "18/2022/QĐ-TTg")
    shown = commune.raw("--data", str(commune.data), "conditions", *PLACE).out
    assert "Tỷ lệ hài lòng 95,3%, mức yêu cầu 90%." in shown
    assert "HS2. " in shown
    assert "(? chưa đối chiếu): chưa có, 0 tệp" in shown


def test_a_set_without_rules_says_so(commune: Ntm) -> None:
    place = ("--set", "xa-ntm-2026-2030", "--period", "2026")
    assert commune("conditions", *place).json["papers"] == []
    shown = commune.raw("--data", str(commune.data), "conditions", *place).out
    assert shown.startswith("Phần mềm chưa có quy định")


def test_an_appraisal_is_set_and_compared(commune: Ntm) -> None:
    commune("values", "set", *PLACE, "10=đạt")
    key = commune("appraisal", "set", *PLACE, "10", "outcome=chưa đạt", "body=Sở").json["key"]
    assert key.endswith("/appraisal/xa-ntm-nang-cao-2021-2025/10")
    sheet = commune("appraisal", *PLACE).json
    row = next(one for one in sheet["rows"] if one["code"] == "10")
    assert (row["own"], row["appraised"], row["differs"]) == ("met", "not_met", True)
    shown = commune.raw("--data", str(commune.data), "appraisal", *PLACE).out
    assert "đơn vị tự đánh giá “đạt”, thẩm định “chưa đạt”" in shown


def test_wrong_usage_is_refused(commune: Ntm) -> None:
    assert commune("conditions").code == "E_USAGE"
    assert commune("appraisal", "--set", NANG_CAO).code == "E_USAGE"
    assert commune("conditions", "set", *PLACE, "DK2").code == "E_USAGE"
    assert commune("conditions", "set", *PLACE, "DK3=95").code == "E_INPUT"
    assert commune("conditions", "set", *PLACE, "DK8=đạt").code == "E_NOT_FOUND"
    assert commune("appraisal", "set", *PLACE, "77", "outcome=đạt").code == "E_NOT_FOUND"


def test_generic_put_meets_the_same_records(commune: Ntm) -> None:
    commune("conditions", "set", *PLACE, "DK4=đạt")
    place = (f"set_id={NANG_CAO}", "period=2023")
    commune("put", "recognition_condition", *place, "condition=DK4", "document=1/CA")
    commune("put", "dossier_paper", *place, "paper=HS2", "state=có")
    commune("put", "appraisal", *place, "code=1", "outcome=đạt")
    sheet = commune("conditions", *PLACE).json
    assert (sheet["conditions"][3]["declared"], sheet["conditions"][3]["document"]) == (
        "met",
        "1/CA",
    )
    assert sheet["papers"][1]["ready"] is True
    assert commune("appraisal", *PLACE).json["rows"][0]["appraised"] == "met"
