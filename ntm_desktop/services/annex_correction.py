"""What a person corrects in a set read out of an annex, and the set added to the data folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from ntm_desktop import texts
from ntm_desktop.domain.annex import AnnexReading, ProposedCriterion
from ntm_desktop.domain.annex_grid import Confidence, Problem, one_line
from ntm_desktop.domain.annex_indicators import ProposedIndicator, ProposedTarget
from ntm_desktop.domain.annex_pack import SetTitle, pack_of
from ntm_desktop.domain.annex_targets import Wording, read_target
from ntm_desktop.domain.criteria import CriteriaSet, Indicator, IndicatorKind, Operator, amount_text
from ntm_desktop.domain.issues import Issue
from ntm_desktop.domain.overlay_text import parse_target
from ntm_desktop.domain.pack_reading import read_criteria_set
from ntm_desktop.errors import InputError
from ntm_desktop.services.annex import AnnexProposal, write_pack
from ntm_desktop.services.criteria import add_set, is_shipped, set_ids
from ntm_desktop.services.locked_outcomes import under_pack
from ntm_desktop.services.workspace import Workspace

KINDS = (
    IndicatorKind.BOOLEAN,
    IndicatorKind.PERCENT,
    IndicatorKind.NUMBER,
    IndicatorKind.ORDINAL,
    IndicatorKind.CONDITIONS,
)
_NUMERIC = (IndicatorKind.PERCENT, IndicatorKind.NUMBER)
_SIGNS = {Operator.AT_LEAST: "≥ ", Operator.AT_MOST: "≤ ", Operator.EQUAL: "= "}
_TYPED_SIGNS = {
    "≥": Operator.AT_LEAST,
    ">=": Operator.AT_LEAST,
    "≤": Operator.AT_MOST,
    "<=": Operator.AT_MOST,
    "=": Operator.EQUAL,
}


def target_text(indicator: ProposedIndicator, target: ProposedTarget) -> str:
    """Return a proposed target as people write it, "" for none."""
    if target.met:
        return texts.OUTCOME_MET
    if target.word or target.sentence:
        return target.word or target.sentence
    sign = _SIGNS[indicator.operator] if indicator.operator else ""
    unit = indicator.measure_unit
    if target.by_year:
        years = (f"{year}: {sign}{amount_text(one, unit)}" for year, one in target.by_year)
        return "; ".join(years)
    if target.value is None:
        return ""
    main = f"{sign}{amount_text(target.value, unit)}"
    if target.sub_value is None:
        return main
    return f"{main} ({sign}{amount_text(target.sub_value, unit)})"


# --- one indicator ---


def with_kind(
    indicator: ProposedIndicator, kind: IndicatorKind, typed: Sequence[str]
) -> ProposedIndicator:
    """Return the indicator as one of that kind; sign, unit and scale come from what is typed.

    Raises `InputError` where the typed texts do not say which way a number is compared, or which
    scale a word belongs to: neither is guessed.
    """
    held = [text.strip() for text in typed if text.strip()]
    plain = replace(indicator, kind=kind, operator=None, scale=())
    if kind in _NUMERIC:
        operator = _operator(indicator, held)
        unit = "%" if kind is IndicatorKind.PERCENT else _unit(indicator, held)
        return replace(plain, operator=operator, measure_unit=unit)
    if kind is IndicatorKind.ORDINAL:
        return replace(plain, scale=_scale(indicator, held))
    return plain


def _operator(indicator: ProposedIndicator, held: Sequence[str]) -> Operator:
    """Return how numbers are compared: the sign that is typed, else the one that was read."""
    signs = [one for text in held for sign, one in _TYPED_SIGNS.items() if text.startswith(sign)]
    read = [one for text in held if (one := read_target(text).operator) is not None]
    found = [*signs, *([indicator.operator] if indicator.operator else read)]
    if not found and not held:
        found = [Operator.AT_LEAST]
    if not found:
        message = texts.ANNEX_NEEDS_SIGN.format(code=indicator.code)
        raise InputError(message, hint=texts.ANNEX_NEEDS_SIGN_HINT)
    return found[0]


def _unit(indicator: ProposedIndicator, held: Sequence[str]) -> str:
    """Return the measure unit of a number: the one that is typed, else the one that was read."""
    found = [read_target(text).measure_unit for text in held]
    typed = [unit for unit in found if unit and unit != "%"]
    kept = indicator.measure_unit if indicator.measure_unit != "%" else ""
    return typed[0] if typed else kept


def _scale(indicator: ProposedIndicator, held: Sequence[str]) -> tuple[str, ...]:
    """Return the words of the scale the typed words belong to."""
    found = [*(read_target(text).scale for text in held), indicator.scale]
    scale = max(found, key=len)
    if not scale:
        message = texts.ANNEX_NEEDS_SCALE.format(text=", ".join(held))
        raise InputError(message, hint=texts.ANNEX_NEEDS_SCALE_HINT)
    return scale


def typed_target(
    indicator: ProposedIndicator, target: ProposedTarget, typed: str
) -> ProposedTarget:
    """Return the target of one column as it is typed for an indicator of `with_kind`.

    Empty means that it is not known. Raises `InputError` for a text that does not fit.
    """
    bare = ProposedTarget(target.group, target.original)
    text = typed.strip()
    if not text:
        return bare
    if _fits(indicator.kind, target) and text == target_text(indicator, target):
        return target
    found = read_target(text, Wording(indicator.text, indicator.measure_unit))
    if found.by_year and (found.kind, found.operator) == (indicator.kind, indicator.operator):
        return replace(bare, by_year=found.by_year)
    fields = parse_target(text, _as_indicator(indicator))
    value, part = fields["value"], fields["sub_value"]
    return replace(
        bare,
        met=indicator.kind is IndicatorKind.BOOLEAN,
        value=None if value is None else Decimal(str(value)),
        sub_value=None if part is None else Decimal(str(part)),
        word=str(fields["word"] or "") if indicator.kind is IndicatorKind.ORDINAL else "",
        sentence=str(fields["text"] or ""),
    )


def _fits(kind: IndicatorKind, target: ProposedTarget) -> bool:
    """Say whether a target that was read is one of that kind."""
    if kind in _NUMERIC:
        return target.value is not None or bool(target.by_year)
    held = {
        IndicatorKind.BOOLEAN: target.met,
        IndicatorKind.ORDINAL: bool(target.word),
        IndicatorKind.CONDITIONS: bool(target.sentence),
    }
    return held[kind]


def _as_indicator(found: ProposedIndicator) -> Indicator:
    """Return what is needed to read a typed target."""
    return Indicator(
        code=found.code,
        text=found.text,
        kind=found.kind,
        measure_unit=found.measure_unit,
        operator=found.operator,
        scale=found.scale,
        sub_text=found.sub_text,
    )


def correction_doubts(indicator: ProposedIndicator) -> tuple[str, ...]:
    """Return what to ask before a corrected indicator counts as sure: a rate over the whole."""
    held = [
        number
        for one in indicator.targets
        for number in (one.value, one.sub_value, *(value for _, value in one.by_year))
    ]
    over = [one for one in held if one is not None and one > 100]
    if indicator.measure_unit != "%":
        return ()
    return tuple(
        texts.TARGET_OVER_WHOLE.format(text=amount_text(one, "%"), code=indicator.code)
        for one in dict.fromkeys(over)
    )


# --- the proposal ---


def wheres_of(proposal: AnnexProposal, indicator: ProposedIndicator) -> frozenset[str]:
    """Return the places of an indicator and of its target cells."""
    cells = {
        one.where
        for one in proposal.readings
        if one.what == "target" and one.code == indicator.code
    }
    return frozenset({indicator.where, *cells})


def with_indicator(proposal: AnnexProposal, indicator: ProposedIndicator) -> AnnexProposal:
    """Return the proposal with an indicator as a person confirmed it: sure, its doubts settled.

    Whether its criterion is complete stays as it was read.
    """
    settled = wheres_of(proposal, indicator)
    sure = replace(indicator, confidence=Confidence.SURE)
    criteria = tuple(
        replace(
            one,
            indicators=tuple(sure if held.code == sure.code else held for held in one.indicators),
        )
        for one in proposal.found.criteria
    )
    readings = tuple(
        replace(one, confidence=Confidence.SURE)
        if one.where in settled and one.what in ("target", "indicator")
        else one
        for one in proposal.readings
    )
    left = tuple(one for one in proposal.problems if one.where not in settled)
    changed = replace(proposal, readings=readings, problems=left)
    return _checked(changed, replace(proposal.found, criteria=criteria))


def with_criterion_name(
    proposal: AnnexProposal, criterion: ProposedCriterion, name: str
) -> AnnexProposal:
    """Return the proposal with another name of a criterion; an empty one is left as it was."""
    called = one_line(name) or criterion.name
    criteria = tuple(
        replace(one, name=called) if one.code == criterion.code else one
        for one in proposal.found.criteria
    )
    return _checked(proposal, replace(proposal.found, criteria=criteria))


def _checked(proposal: AnnexProposal, found: AnnexReading) -> AnnexProposal:
    """Return the proposal with the set the strict reader makes of it now, or why it refuses."""
    left = tuple(one for one in proposal.problems if one.where != proposal.title.file)
    try:
        made = read_criteria_set(pack_of(proposal.title, found))
    except InputError as error:
        refused = Problem(proposal.title.file, texts.ANNEX_PACK_REFUSED.format(reason=str(error)))
        return replace(proposal, found=found, problems=(*left, refused), criteria_set=None)
    return replace(proposal, found=found, problems=left, criteria_set=made)


def replacing_doubts(
    workspace: Workspace, proposal: AnnexProposal, title: SetTitle
) -> tuple[Issue, ...]:
    """Return which locked periods would come out otherwise if the set replaced an own one."""
    if not proposal.found.criteria:
        return ()
    return under_pack(workspace, read_criteria_set(pack_of(title, proposal.found)))


def add_proposal(
    workspace: Workspace, proposal: AnnexProposal, title: SetTitle, *, replace_own: bool = False
) -> CriteriaSet:
    """Write the pack under its title and add it to the data folder's own sets; return the set.

    Raises `InputError` where nothing was understood, the strict reader refuses it, or a set of
    that id is there; with `replace_own` an own set of that id is replaced, unless data is kept
    under a code that would go.
    """
    replaces = replace_own and not is_shipped(title.id)
    if title.id in set_ids() and not replaces:
        message = texts.ANNEX_ID_TAKEN.format(set_id=title.id)
        raise InputError(message, hint=texts.ANNEX_ID_TAKEN_HINT)
    found = proposal.found
    made = read_criteria_set(pack_of(title, found)) if found.criteria else None
    titled = replace(proposal, title=title, criteria_set=made)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "pack.json"
        write_pack(titled, path)
        return add_set(workspace, path, replace=replaces)
