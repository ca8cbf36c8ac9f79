"""The list of a dossier: the rules' papers in their order, changed by the office and carried on."""

from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.conditions import PaperRule
from ntm_desktop.domain.paper_listing import paper_listing
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.recognition import DossierPaper

RULES = tuple(PaperRule(f"HS{at}", f"Giấy tờ {at}", None, verified=False) for at in (1, 2, 3))


def said(period, paper, **more):
    return DossierPaper(set_id="s", period=period, paper=paper, **more)


def listed(period, *entered):
    return paper_listing(RULES, entered, parse_period(period))


def codes(found):
    return [one.rule.code for one in found]


def test_without_a_word_of_the_office_the_rules_hold():
    assert codes(listed("2023")) == ["HS1", "HS2", "HS3"]
    assert not any(one.left_out or one.is_own for one in listed("2023"))


def test_what_a_period_does_not_say_is_as_in_the_one_before():
    held = (
        said("2023", "HS2", left_out=True),
        said("2023", "TL-a", name="Ảnh", place=1),
        said("2024", "HS2", state="ready"),
    )
    second = next(one for one in listed("2024", *held) if one.rule.code == "HS2")
    assert second.left_out
    assert codes(listed("2024", *held)) == ["HS1", "TL-a", "HS2", "HS3"]
    assert codes(listed("2022", *held)) == ["HS1", "HS2", "HS3"]
    assert not any(
        one.left_out for one in listed("2024", *held, said("2024", "HS2", left_out=False))
    )


def test_a_paper_of_the_rules_keeps_its_name_and_an_unknown_one_needs_a_name():
    held = (said("2023", "HS1", name="Tên khác"), said("2023", "X", place=1))
    assert [one.rule.name for one in listed("2023", *held)] == [one.name for one in RULES]


def test_a_period_that_is_none_is_passed_over():
    assert codes(listed("2023", said("chưa rõ", "HS1", left_out=True))) == ["HS1", "HS2", "HS3"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("2022", "2023", "2023-H1", "2024")),
            st.sampled_from(("HS1", "HS2", "HS3", "TL-a", "TL-b")),
            st.one_of(st.none(), st.integers(1, 9)),
            st.one_of(st.none(), st.booleans()),
        )
    )
)
def test_every_paper_of_the_rules_is_listed_once_whatever_was_entered(rows):
    held = [
        said(period, code, place=place, left_out=out, name=code if code[0] == "T" else None)
        for period, code, place, out in rows
    ]
    found = listed("2023", *held)
    assert len(set(codes(found))) == len(found)
    assert set(codes(found)) >= {one.code for one in RULES}
    assert [one.place for one in found] == sorted(one.place for one in found)
