"""Rules that figures of a set are checked by, as data; and the strict reader of a pack's rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, Protocol, TypeVar

from ntm_desktop import texts
from ntm_desktop.domain.issues import Severity

KINDS_WITH_FIGURES = ("percent", "number", "relative", "points", "scored")
_RULE_ID = re.compile(r"[a-z0-9]+([.-][A-Za-z0-9]+)*")
ChoiceT = TypeVar("ChoiceT", bound=Enum)


class CheckKind(Enum):
    """What a rule compares a figure with."""

    RANGE = "range"
    SUM = "sum"
    RELATION = "relation"
    CHANGE = "change"


class Comparison(Enum):
    """How two figures must stand to each other."""

    AT_MOST = "<="
    AT_LEAST = ">="
    EQUAL = "="


class LimitUnit(Enum):
    """What the limit of a change counts: percent of the figure before, or its own measure unit."""

    PERCENT = "percent"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class CheckRule:
    """One rule; what breaks it is an error (must be put right) or a warning (may have a reason).

    - range: every figure of each indicator lies from `minimum` to `maximum`;
    - sum: the first indicator compared by `operator` with the sum of the others;
    - relation: the first indicator compared with the second; with one indicator alone, its part
      "trong đó" compared with the whole;
    - change: no figure of an indicator differs from the period before by more than `limit`
      (percent or points); a difference of `minimum` or less does not count.

    `text` says in Vietnamese why it must be so, `source` where that comes from.
    """

    id: str
    kind: CheckKind
    indicators: tuple[str, ...]
    severity: Severity
    text: str
    source: str
    operator: Comparison = Comparison.EQUAL
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    limit: Decimal | None = None
    limit_unit: LimitUnit = LimitUnit.POINTS


@dataclass(frozen=True, slots=True)
class Codes:
    """The indicators of a set by what rules may ask of them.

    `known` all, `numeric` those with figures, `compound` those with a part "trong đó".
    """

    known: Collection[str]
    numeric: Collection[str]
    compound: Collection[str]


class RuleNode(Protocol):
    """One JSON object of a pack that collects errors with their place."""

    data: Mapping[str, Any]

    def fail(self, key: str, message: str) -> None:
        """Note an error at a field."""

    def allow(self, *keys: str) -> None:
        """Note unknown fields."""

    def text(self, key: str, pattern: re.Pattern[str] | None = None) -> str:
        """Return a text that must be there."""

    def decimal(self, key: str) -> Decimal | None:
        """Return a number, or None."""

    def words(self, key: str) -> tuple[str, ...]:
        """Return a list of texts without repetition."""

    def choice(self, key: str, kind: type[ChoiceT]) -> ChoiceT | None:
        """Return a member of an enumeration, or None."""


_FIELDS = ("id", "kind", "indicators", "severity", "text", "source")
_OWN_FIELDS: Mapping[CheckKind, tuple[str, ...]] = {
    CheckKind.RANGE: ("minimum", "maximum"),
    CheckKind.SUM: ("operator",),
    CheckKind.RELATION: ("operator",),
    CheckKind.CHANGE: ("limit", "limit_unit", "minimum"),
}
_ALL_FIELDS = (*_FIELDS, "operator", "minimum", "maximum", "limit", "limit_unit")


def read_check_rules(nodes: Sequence[RuleNode], codes: Codes) -> tuple[CheckRule, ...]:
    """Return the rules of a pack; every error is noted in its node with its place."""
    rules = tuple(rule for node in nodes if (rule := _read_rule(node, codes)) is not None)
    seen: set[str] = set()
    for node in nodes:
        name = str(node.data.get("id"))
        if name in seen:
            node.fail("id", texts.PACK_DOUBLED.format(code=name))
        seen.add(name)
    return rules


def drop_stale_rules(pack: dict[str, Any]) -> tuple[str, ...]:
    """Take out of an edited pack the rules that its indicators do not allow any more.

    Returns what they said: whoever edits the pack is told that they go.
    """
    indicators = [
        one for criterion in pack.get("criteria", ()) for one in criterion.get("indicators", ())
    ]
    numeric = {one.get("code") for one in indicators if one.get("kind") in KINDS_WITH_FIGURES}
    compound = {one.get("code") for one in indicators if one.get("sub_text")}

    def stands(rule: Mapping[str, Any]) -> bool:
        codes = set(rule.get("indicators", ()))
        needs_part = rule.get("kind") == CheckKind.RELATION.value and len(codes) == 1
        return codes <= numeric and (not needs_part or codes <= compound)

    if "checks" not in pack:
        return ()
    gone = [rule for rule in pack["checks"] if not stands(rule)]
    pack["checks"] = [rule for rule in pack["checks"] if stands(rule)]
    return tuple(str(rule.get("text") or rule.get("id") or "") for rule in gone)


def _read_rule(node: RuleNode, codes: Codes) -> CheckRule | None:
    """Return one rule, None where it cannot even be told what kind it is."""
    kind = _required_choice(node, "kind", CheckKind)
    severity = _required_choice(node, "severity", Severity)
    node.allow(*_ALL_FIELDS)
    name, text, source = node.text("id", _RULE_ID), node.text("text"), node.text("source")
    indicators = node.words("indicators")
    _check_codes(node, indicators, codes)
    if kind is None or severity is None:
        return None
    _check_fields(node, kind)
    rule = CheckRule(
        id=name,
        kind=kind,
        indicators=indicators,
        severity=severity,
        text=text,
        source=source,
        operator=node.choice("operator", Comparison) or Comparison.EQUAL,
        minimum=node.decimal("minimum"),
        maximum=node.decimal("maximum"),
        limit=node.decimal("limit"),
        limit_unit=node.choice("limit_unit", LimitUnit) or LimitUnit.POINTS,
    )
    _KIND_CHECKS[kind](node, rule, codes)
    return rule


def _required_choice(node: RuleNode, key: str, kind: type[ChoiceT]) -> ChoiceT | None:
    """Return a member of an enumeration; note it when it is missing."""
    if node.data.get(key) is None:
        node.fail(key, texts.PACK_MISSING)
    return node.choice(key, kind)


def _check_codes(node: RuleNode, indicators: Sequence[str], codes: Codes) -> None:
    """Note indicators that the set does not have, or that have no figures."""
    for code in indicators:
        if code not in codes.known:
            node.fail("indicators", texts.PACK_RULE_UNKNOWN_CODE.format(code=code))
        elif code not in codes.numeric:
            node.fail("indicators", texts.PACK_RULE_NOT_NUMERIC.format(code=code))


def _check_fields(node: RuleNode, kind: CheckKind) -> None:
    """Note fields that a rule of this kind does not use."""
    for key in _ALL_FIELDS:
        is_own = key in _FIELDS or key in _OWN_FIELDS[kind]
        if not is_own and node.data.get(key) is not None:
            node.fail(key, texts.PACK_NOT_OF_KIND.format(kind=kind.value))


def _check_range(node: RuleNode, rule: CheckRule, codes: Codes) -> None:
    """Note a range without ends, upside down, or of nothing."""
    del codes
    _check_count(node, rule, 1)
    if rule.minimum is None and rule.maximum is None:
        node.fail("minimum", texts.PACK_MISSING)
    if rule.minimum is not None and rule.maximum is not None and rule.minimum > rule.maximum:
        node.fail("minimum", texts.PACK_RULE_BAD_RANGE)


def _check_sum(node: RuleNode, rule: CheckRule, codes: Codes) -> None:
    """Note a sum without at least two parts."""
    del codes
    _check_count(node, rule, 3)
    _check_operator(node)


def _check_relation(node: RuleNode, rule: CheckRule, codes: Codes) -> None:
    """Note a relation that is not between two, or of a part that is not there."""
    _check_operator(node)
    if len(rule.indicators) == 1:
        if rule.indicators[0] not in codes.compound:
            node.fail("indicators", texts.PACK_RULE_NO_PART)
    elif len(rule.indicators) != 2:
        node.fail("indicators", texts.PACK_RULE_NEEDS_TWO)


def _check_change(node: RuleNode, rule: CheckRule, codes: Codes) -> None:
    """Note a change without its limit."""
    del codes
    _check_count(node, rule, 1)
    if not rule.limit:
        node.fail("limit", texts.PACK_MISSING)
    if node.data.get("limit_unit") is None:
        node.fail("limit_unit", texts.PACK_MISSING)


def _check_count(node: RuleNode, rule: CheckRule, least: int) -> None:
    """Note a rule of too few indicators."""
    if len(rule.indicators) < least:
        node.fail("indicators", texts.PACK_RULE_TOO_FEW.format(least=least))


def _check_operator(node: RuleNode) -> None:
    """Note a comparison that is not said."""
    if node.data.get("operator") is None:
        node.fail("operator", texts.PACK_MISSING)


_KIND_CHECKS: Mapping[CheckKind, Callable[[RuleNode, CheckRule, Codes], None]] = {
    CheckKind.RANGE: _check_range,
    CheckKind.SUM: _check_sum,
    CheckKind.RELATION: _check_relation,
    CheckKind.CHANGE: _check_change,
}
