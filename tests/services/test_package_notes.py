"""A package tells what became of ours and which files its sender asks for, each only once."""

from __future__ import annotations

import pytest

from ntm_desktop.services import evidence, exchange
from ntm_desktop.services.records import put_texts
from tests.evidence_files import PDF

WORK = "06901/w1"


@pytest.fixture
def pair(offices):
    """Two computers of one office; the first has a work."""
    here, there = offices.new("a"), offices.new("b")
    put_texts(here, "work", WORK, {"name": "Đường"})
    return here, there


def give(sender, receiver, **more):
    sent = exchange.send_package(sender, sender.folder.parent / "out", ("06901",), **more)
    exchange.take_packages(receiver, sent.files, exchange.own_fingerprint(sender))
    return sent


def back(receiver, sender):
    return exchange.send_receipt(receiver, receiver.folder.parent / "back", sender.owner).files[0]


def test_a_receipt_says_which_package_was_accepted(pair):
    here, there = pair
    give(here, there)
    receipt = back(there, here)
    told = "Gói số 1: được chấp nhận, đã vào dữ liệu của nơi nhận."
    assert exchange.inspect_package(here, receipt).notes == (told,)
    exchange.take_packages(here, [receipt], exchange.own_fingerprint(there))
    again = back(there, here)
    assert exchange.inspect_package(here, again).notes == (), "that is no news any more"


def test_files_a_receiver_asks_for_are_told(pair, tmp_path):
    here, there = pair
    paper = tmp_path / "giay.pdf"
    paper.write_bytes(PDF)
    evidence.attach(here, "work", WORK, [paper])
    give(here, there, attachments="none")
    notes = exchange.inspect_package(here, back(there, here)).notes
    assert "Nơi gửi xin 1 tệp minh chứng: giay (39 byte); lần gửi tới đến đó tự kèm." in notes


def test_only_the_latest_are_told_one_by_one(pair):
    here, there = pair
    for _ in range(8):
        give(here, there)
    notes = exchange.inspect_package(here, back(there, here)).notes
    assert notes[0].startswith("Gói số 8: ")
    assert (len(notes), notes[-1]) == (7, "Và 2 gói khác.")
