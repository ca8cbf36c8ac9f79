"""The self-check walks the main job, and says when a step does not hold."""

import pytest

from ntm_desktop.services import self_check


@pytest.mark.slow
def test_every_step_of_the_main_job_works_and_is_told():
    said: list[str] = []
    self_check.self_check(said.append)
    assert "16/19 tiêu chí, 70/75 chỉ tiêu" in said[0]
    assert len(said) == 4


def test_a_step_that_does_not_hold_breaks_the_check(monkeypatch):
    monkeypatch.setattr(self_check, "chart", lambda *_: None)
    with pytest.raises(self_check.SelfCheckError, match="a chart"):
        self_check.self_check(lambda _: None)
