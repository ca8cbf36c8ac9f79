"""Kinds of meetings: each has a template that says where it was taken from, marked unverified."""

from __future__ import annotations

import pytest

from ntm_desktop.domain.meeting_kinds import KINDS, PARTS, suggested_agenda, template_of
from ntm_desktop.domain.meetings import MEETING_KINDS, ROLES


def test_every_kind_of_meeting_has_a_template() -> None:
    assert set(KINDS) == set(MEETING_KINDS)
    assert template_of(None) is KINDS["other"]
    assert template_of("of a newer version") is KINDS["other"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_says_where_it_comes_from(kind: str) -> None:
    found = KINDS[kind]
    assert "chưa đối chiếu" in found.source
    assert not found.verified
    assert set(found.parts) <= set(PARTS)
    assert all(block.role in ROLES for block in found.blocks)
    assert found.title.startswith("Biên bản")
    assert suggested_agenda(kind).count("\n") == max(len(found.agenda) - 1, 0)


def test_who_signs_depends_on_the_kind() -> None:
    roles = {kind: [block.role for block in found.blocks] for kind, found in KINDS.items()}
    assert roles["conference"] == ["secretary", "chair"]
    assert "partner" in roles["working_session"]
    assert roles["village_meeting"] == ["secretary", "chair", "household"]
    assert template_of("village_meeting").has("households")
    assert template_of("recognition").has("ballots")
    assert not template_of("conference").has("households")
