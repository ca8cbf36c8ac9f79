"""Every shipped document, of any data, is a valid file and passes our own layout check."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_desktop.errors import InputError
from ntm_desktop.services.workspace import Workspace
from tests.histories import only_when_asked
from tests.reports import every_document
from tests.reports.every_document import (
    FORMS,
    VARIANTS,
    WORDS,
    Form,
    accepted,
    baseline,
    breaches,
    built,
    context_of,
    contexts,
    faults,
    hostile,
    kinds_of,
    long,
    resaved,
    resized,
    written,
)
from tests.reports.grown_offices import SAMPLES, grown, new_office, period_of, sample

Made = list[tuple[Form, Path]]


def problems(made: Made) -> dict[str, object]:
    """Return what is wrong with files: nothing but valid ones that the layout check passes."""
    found = {path.stem: (faults(path), breaches(form, path)) for form, path in made}
    return {name: one for name, one in found.items() if one != ([], [])}


# --- each form with little, with what is usual, with extreme data ---


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Workspace]]:
    """A new office, a sample as it is, and one full of hostile and of long names."""
    folder = tmp_path_factory.mktemp("offices")
    made = {
        "moi": new_office(folder),
        "quang-an": sample(folder, "quang-an"),
        "hostile": grown(folder / "hostile", "quang-an", 1, hostile),
        "long": grown(folder / "long", "thuan-loc", 3, long),
    }
    yield made
    for one in made.values():
        one.close()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
@pytest.mark.parametrize("data", ["moi", "quang-an", "hostile", "long"])
def test_a_document_is_valid_and_passes_the_layout_check(offices, data, form, tmp_path):
    period = "2023"
    path = built(offices[data], form, period, tmp_path)
    assert faults(path) == []
    assert breaches(form, path) == []


@pytest.mark.parametrize("form", [FORMS[0], FORMS[-1]], ids=lambda form: form.id)
def test_the_checks_of_a_document_can_fail(offices, form, tmp_path):
    path = built(offices["quang-an"], form, "2023", tmp_path)
    document = docx.Document(str(path))
    document.paragraphs[-1].add_run("Từ ngày 30/02/2023 , nay")
    wrong = document.paragraphs[-1]._p
    wrong.append(wrong.makeelement(every_document.qn("w:sz"), {}))
    document.save(str(path))
    assert faults(path)
    assert {one[0] for one in breaches(form, path)} >= {"text.date", "text.space_before"}


EXAMPLES = 25


def valid_whatever_it_holds(data: st.DataObject, folder: Path) -> None:
    """Fail where any context of any document makes a file that is not valid."""
    form = data.draw(st.sampled_from(FORMS))
    path = written(form, data.draw(contexts(form.kind.context)), folder)
    assert faults(path) == []


@settings(max_examples=EXAMPLES, deadline=None)
@given(data=st.data())
def test_no_context_makes_an_invalid_file(tmp_path_factory, data):
    valid_whatever_it_holds(data, tmp_path_factory.getbasetemp())


@pytest.mark.slow
@only_when_asked
@settings(max_examples=20 * EXAMPLES, deadline=None)
@given(data=st.data())
def test_none_of_very_many_contexts_makes_an_invalid_file(tmp_path_factory, data):
    valid_whatever_it_holds(data, tmp_path_factory.getbasetemp())


# --- the whole product: every form × every sample × every size, also saved again by LibreOffice ---

Maker = Callable[[str, Path], Made]


def _typical(name: str, folder: Path) -> Made:
    """Make every form with every choice it offers, and every form as a draft."""
    period = period_of(name)
    with opened(sample(folder / "data", name)) as office:
        made = [(form, built(office, form, period, folder)) for form in FORMS]
        made += [(form, built(office, form, period, folder, "-du-thao")) for form in FORMS]
        for form in VARIANTS:
            with suppress(InputError):  # a choice that the data does not bear, such as no thôn
                made.append((form, built(office, form, period, folder)))
    assert len(made) > 2 * len(FORMS) + 0.9 * len(VARIANTS)
    return made


def _with_rows(rows: int, words: str) -> Maker:
    """Return what makes every form with so many records in each of its lists."""

    def make(name: str, folder: Path) -> Made:
        with opened(sample(folder / "data", name)) as office:
            held = [(form, context_of(office, form, period_of(name))) for form in FORMS]
        return [
            (form, written(form, resized(context, rows, WORDS[words]), folder))
            for form, context in held
        ]

    return make


def _grown(rows: int, words: str) -> Maker:
    """Return what makes every form of a sample with so many more records of every noun."""

    def make(name: str, folder: Path) -> Made:
        period, typed = period_of(name), WORDS[words]("Tên", 0)
        with opened(grown(folder / "data", name, rows, WORDS[words])) as office:
            options = {
                form.id: {} if words == "plain" else accepted(office, form, period, typed)
                for form in FORMS
            }
            return [
                (form, built(office, form, period, folder, **options[form.id])) for form in FORMS
            ]

    return make


@contextmanager
def opened(office: Workspace) -> Iterator[Workspace]:
    """Close an office at the end."""
    try:
        yield office
    finally:
        office.close()


CASES: dict[str, Maker] = {
    "typical": _typical,
    "no rows": _with_rows(0, "plain"),
    "1 row": _with_rows(1, "plain"),
    "1 row of hostile names": _with_rows(1, "hostile"),
    "3 rows of long names": _with_rows(3, "long"),
    "400 rows of hostile names": _with_rows(400, "hostile"),
    "hostile names everywhere": _grown(3, "hostile"),
    "long names everywhere": _grown(3, "long"),
    "400 of every noun": _grown(400, "plain"),
}


# Rows made of the same words do not depend on the sample, nor does what LibreOffice does to many.
LARGE = [case for case in CASES if case.startswith("400 ")]
PRODUCT = [
    (case, name) for case in CASES for name in SAMPLES if case != LARGE[0] or name == SAMPLES[1]
]
SAVED_AGAIN = [(case, name) for case, name in PRODUCT if case not in LARGE or name == SAMPLES[1]]


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Made]:
    """Return what makes the files of a sample and case, once."""

    @functools.cache
    def make(name: str, case: str) -> Made:
        return CASES[case](name, tmp_path_factory.mktemp(name))

    return make


@pytest.mark.slow
@only_when_asked
@pytest.mark.parametrize(("case", "name"), PRODUCT)
def test_every_document_of_every_sample_is_valid_and_passes(product, name, case):
    made = product(name, case)
    assert len(made) >= len(FORMS)
    assert problems(made) == {}


@pytest.mark.slow
@only_when_asked
@pytest.mark.skipif(every_document.soffice() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("case", "name"), SAVED_AGAIN)
def test_every_document_saved_again_by_libreoffice_still_passes(product, name, case, tmp_path):
    made = product(name, case)
    sources = [path for _, path in made]
    files = resaved([*sources, baseline(tmp_path / "goc.docx")], tmp_path / "ra", tmp_path / "lo")
    usual = kinds_of(faults(files.pop()))
    found = {}
    for (form, path), again in zip(made, files, strict=True):
        ours = kinds_of(faults(again)) - usual, breaches(form, again)
        if ours != (set(), []):
            found[path.stem] = ours
    assert found == {}
