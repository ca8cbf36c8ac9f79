"""Charts of works and plans: PNG bytes that depend on their data only, absent without data."""

from ntm_desktop.reports.charts import PlanBar, StepBar, plan_chart, works_chart

PLANS = (PlanBar(2023, 5_000_000_000, 4_000_000_000), PlanBar(2022, None, 1_500_000))
STEPS = (StepBar("Đề xuất", 3), StepBar("Phê duyệt", 0), StepBar("Chưa ghi", 5, is_step=False))


def test_they_are_pngs_that_depend_on_their_data_only() -> None:
    for draw, rows in ((plan_chart, PLANS), (works_chart, STEPS)):
        first = draw(rows)
        assert first.startswith(b"\x89PNG")
        assert draw(rows) == first
        assert draw(rows[:1]) != first


def test_years_stand_in_their_order() -> None:
    assert plan_chart(PLANS) == plan_chart(PLANS[::-1])


def test_nothing_to_draw_gives_no_picture() -> None:
    assert plan_chart(()) == b""
    assert plan_chart((PlanBar(2023, None, 0),)) == b""
    assert works_chart(()) == b""
    assert works_chart((StepBar("Đề xuất", 0),)) == b""
