"""The sections of the report on results as generated from data: paragraphs, or () for a gap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ntm_desktop.domain.assessment import value_shown
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.document_reference import document_text
from ntm_desktop.domain.documents import OfficialDocument, is_unnumbered
from ntm_desktop.domain.numbers import format_money, format_number, two_digits
from ntm_desktop.domain.registers import OcopProduct, holds_stars
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.reports import narrative, progress_sections
from ntm_desktop.reports import recognition_words as words
from ntm_desktop.reports.result_facts import PlaceFacts, ResultFacts
from ntm_desktop.reports.written_sections import Paragraphs

INCOME_MEASURE = "thu-nhap-binh-quan"


def nothing(facts: ResultFacts) -> Paragraphs:
    """Return no text: only a person can write this section."""
    return ()


def opening(facts: ResultFacts) -> Paragraphs:
    """Return who reports on what."""
    issuer, unit = progress_sections.issuer_of(facts.progress), unit_of(facts)
    return (words.result_opening(issuer, unit, facts.progress.period.label),)


def unit_of(facts: ResultFacts) -> str:
    """Return the unit as it stands in a sentence."""
    return progress_sections.unit_of(facts.progress)


def annex_names(facts: ResultFacts) -> tuple[str, str]:
    """Return the titles of the annexes of documents and of products; "" for one without rows."""
    before = sum(bool(one) for one in progress_sections.annex_titles(facts.progress))
    names = iter(narrative.annex_names(before + facts.progress.more_annexes)[before:])
    present = (bool(issued_documents(facts.documents)), bool(facts.products))
    documents, products = (next(names) if shown else "" for shown in present)
    return documents, products


def more_annexes(documents: Sequence[OfficialDocument], products: Sequence[OcopProduct]) -> int:
    """Return how many annexes follow those of the progress report."""
    return bool(issued_documents(documents)) + bool(products)


# --- I. the place ---


def features(facts: ResultFacts) -> Paragraphs:
    """Return area, thôn, households and people; () where nothing at all is known."""
    place = facts.place
    parts = feature_texts(place)
    told = () if not parts else (words.features(capital_first(unit_of(facts)), parts,
                                                place.told),)  # fmt: skip
    return told + _poverty(place, change="")


def feature_texts(place: PlaceFacts) -> dict[str, str]:
    """Return what is known of the place, as text by name."""
    held = {
        "villages": place.villages,
        "area": place.area,
        "households": place.households,
        "population": place.population,
    }
    return {
        name: two_digits(int(one)) if name == "villages" else format_number(one)
        for name, one in held.items()
        if one is not None
    }


def lacking_features(place: PlaceFacts) -> list[str]:
    """Return the names of what is not known of the place, where anything is."""
    parts = set(feature_texts(place))
    if not parts and not place.has_poverty:
        return []
    known = parts | ({"poor"} if place.has_poverty else set())
    known |= {"near_poor"} if place.near_poor is not None or not place.has_poverty else set()
    return [text for name, text in words.FEATURE_NAMES.items() if name not in known]


def _poverty(place: PlaceFacts, change: str) -> Paragraphs:
    """Return poor and near-poor households, and how that moved; () where nothing is known."""
    if not place.has_poverty:
        return ()
    counts = ["" if one is None else _households(one) for one in (place.poor, place.near_poor)]
    told = words.poverty_told(place.standard, place.poverty_told)
    return (
        words.poverty(
            counts[0],
            place.poor_rate,
            counts[1],
            place.near_poor_rate,
            told,
            change,
        ),
    )


def _households(number: int) -> str:
    """Return a count as offices write it: "07", "1.234"."""
    return two_digits(number) if number < 10 else format_number(number)


# --- II. steering ---


def issued_documents(documents: Sequence[OfficialDocument]) -> tuple[OfficialDocument, ...]:
    """Return the documents the office has issued: outgoing ones with a number, by date."""
    out = [one for one in documents if one.direction == "outgoing"]
    known = [one for one in out if not is_unnumbered(one.number)]
    return tuple(sorted(known, key=lambda one: (one.issued_on is None, str(one.issued_on or ""))))


def issued(facts: ResultFacts) -> Paragraphs:
    """Return what documents the office has issued; () for none."""
    found = issued_documents(facts.documents)
    if not found:
        return ()
    progress = facts.progress
    issuer = progress_sections.issuer_of(progress)
    first = words.issued_documents(issuer, progress.period.label, len(found), annex_names(facts)[0])
    return (first, *words.as_list([document_text(one) for one in found], words.DOCUMENT))


def steering(facts: ResultFacts) -> Paragraphs:
    """Return the documents that set up those who carry out the programme; () for none."""
    found = [one for one in facts.documents if one.relation == "reorganises"]
    if not found:
        return ()
    return (words.STEERING, *words.as_list([document_text(one) for one in found], words.DOCUMENT))


# --- III. results ---


def general_result(facts: ResultFacts) -> Paragraphs:
    """Return the headline of the progress report, and what it rests on."""
    return progress_sections.general_result(facts.progress)


def production(facts: ResultFacts) -> Paragraphs:
    """Return income, OCOP products and poverty, as far as they are known."""
    return (*_income(facts), *_ocop(facts), *_poverty(facts.place, facts.place.poverty_change))


def _income(facts: ResultFacts) -> Paragraphs:
    """Return income by the indicator that measures it; () where it has no value."""
    assessment = facts.progress.assessment
    found = (
        one
        for criterion in (assessment.criteria if assessment else ())
        for one in criterion.indicators
        if one.indicator.measure_id == INCOME_MEASURE and one.value is not None
    )
    for one in found:
        shown = value_shown(one.indicator, one.value) if one.value else ""
        return (words.INCOME.format(value=shown),) if shown else ()
    return ()


def _ocop(facts: ResultFacts) -> Paragraphs:
    """Return how many products hold valid stars, and how many have run out."""
    if not facts.products:
        return ()
    today = facts.progress.today
    valid = [one for one in facts.products if holds_stars(one, today)]
    ended = [one for one in facts.products if is_expired(one, facts)]
    by_stars = Counter(one.stars for one in valid if one.stars)
    stars = [(star, by_stars[star]) for star in sorted(by_stars, reverse=True)]
    found = [words.ocop_valid(len(valid), stars, annex_names(facts)[1])]
    return (*found, *([words.ocop_expired(len(ended))] if ended else []))


def is_expired(product: OcopProduct, facts: ResultFacts) -> bool:
    """Say whether a product had stars and its certificate has run out, as typed."""
    was = product.stage in ("recognised", "renewed")
    return was and not holds_stars(product, facts.progress.today)


def funding(facts: ResultFacts) -> Paragraphs:
    """Return plan, mobilised, disbursed by source, then the construction debt."""
    return (*progress_sections.money(facts.progress), *_debt(facts))


def _debt(facts: ResultFacts) -> Paragraphs:
    """Return what is owed; () where the ledger cannot tell."""
    if facts.owed is None or facts.debt_day is None:
        return ()
    day = format_date(facts.debt_day)
    if not facts.owed:
        return (words.DEBT_NONE.format(day=day),)
    return (words.DEBT_KNOWN.format(day=day, amount=format_money(facts.owed, "million")),)


def works(facts: ResultFacts) -> Paragraphs:
    """Return how many works there are, what they cost, how far they are."""
    return progress_sections.works(facts.progress)


# --- IV. assessment, V. what is next ---


def shortcomings(facts: ResultFacts) -> Paragraphs:
    """Return what the data itself shows as lacking."""
    return progress_sections.shortcomings(facts.progress)


def next_tasks(facts: ResultFacts) -> Paragraphs:
    """Return the criteria to work on and the tasks that are open."""
    return progress_sections.next_tasks(facts.progress)
