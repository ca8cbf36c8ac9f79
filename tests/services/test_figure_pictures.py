"""The charts of figures: a measure and poverty over years, as PNG; nothing for a single year."""

from ntm_desktop.domain.figures import Measure
from ntm_desktop.services import records
from ntm_desktop.services.figure_pictures import poverty_picture, series_picture
from ntm_desktop.services.figures import FigureDraft, record_figures
from ntm_desktop.services.workspace import Workspace

PNG = b"\x89PNG"


def enter(workspace: Workspace, *periods: str) -> str:
    record_figures(workspace, [FigureDraft("Thu nhập", one, "62") for one in periods])
    return workspace.store.records(Measure)[0].key


def count_poor(workspace: Workspace, *periods: str) -> None:
    for one in periods:
        typed = {"period": one, "households": "1000", "poor": "30"}
        records.put_texts(workspace, "poverty_count", None, typed)


def test_a_measure_is_drawn_over_its_years(commune: Workspace) -> None:
    picture = series_picture(commune, enter(commune, "2022", "2023"))
    assert picture is not None
    assert picture.startswith(PNG)


def test_a_measure_of_one_year_or_none_has_no_chart(commune: Workspace) -> None:
    assert series_picture(commune, enter(commune, "2023", "2024-H1")) is None
    assert series_picture(commune, "không có") is None


def test_poverty_is_drawn_over_its_years(commune: Workspace) -> None:
    count_poor(commune, "2023")
    assert poverty_picture(commune) is None
    count_poor(commune, "2022")
    picture = poverty_picture(commune)
    assert picture is not None
    assert picture.startswith(PNG)
