"""The rule files are whole: every rule has words, a severity, a source and whether it was read."""

import json

import pytest

from ntm_desktop import paths
from ntm_desktop.reports.regime_data import (
    FILES,
    NOT_VERIFIED,
    SEVERITIES,
    general_rules,
    points,
    regime_data,
)


def rules_of(name):
    return general_rules() if name == "general" else regime_data(name).rules


@pytest.mark.parametrize("name", FILES)
def test_every_rule_says_what_is_expected_how_grave_it_is_and_where_it_comes_from(name):
    for rule in rules_of(name).values():
        assert rule.expected
        assert rule.severity in SEVERITIES
        assert rule.source or rule.id == "regime.none"
        assert "{" not in rule.source + rule.expected
        assert rule.verified != rule.source.endswith(NOT_VERIFIED)


def test_the_party_s_rules_are_not_verified_but_for_conventions_of_ours():
    rules = regime_data("party").rules
    assert [one.id for one in rules.values() if one.verified] == ["table.header"]
    assert not regime_data("party").verified


def test_of_the_state_s_rules_only_those_of_phụ_lục_iii_are_not_verified():
    rules = regime_data("state").rules
    assert sorted(one.id for one in rules.values() if not one.verified) == [
        "grounds.missing",
        "number.type",
    ]
    assert regime_data("state").verified


@pytest.mark.parametrize("name", ["state", "party"])
def test_sizes_are_spans_and_what_we_print_lies_in_them(name):
    data = regime_data(name)
    assert data.version
    for part in data.parts.values():
        least, most = part.sizes
        assert least <= most
        if part.printed:
            assert least <= part.printed["size"] <= most, part.id
    for row in data.size_rows:
        for part, size in zip(("nation", "motto", "place_date"), row, strict=True):
            assert data.parts[part].sizes[0] <= size <= data.parts[part].sizes[1]


@pytest.mark.parametrize("name", ["state", "party"])
def test_types_are_named_once(name):
    types = regime_data(name).types
    assert len({one.name for one in types}) == len(types)
    assert {one.addressee for one in types} == {"required", "allowed", "none"}
    assert all(one.abbreviation and one.name.isupper() for one in types)


def test_the_state_knows_the_abbreviations_of_the_decree():
    found = {one.abbreviation for one in regime_data("state").types}
    assert found >= {"NQ", "QĐ", "CT", "TB", "KH", "BC", "BB", "TTr", "GM", "CTr", "QyĐ", "PC"}
    assert "CV" not in found


@pytest.mark.parametrize("file", FILES.values())
def test_a_rule_file_says_its_schema_and_version(file):
    data = json.loads(paths.resource(f"regimes/{file}").read_text("utf-8"))
    assert data["schema"] == 1
    assert data["version"]


def test_what_a_part_needs_is_said_in_words():
    rules = regime_data("state").rules
    assert rules["nation.size"].expected == "Quốc hiệu: cỡ chữ 12 đến 13"
    assert rules["number.size"].expected == "Số, ký hiệu: cỡ chữ 13"
    assert (
        rules["place_date.style"].expected == "Địa danh và thời gian: kiểu chữ nghiêng, không đậm"
    )
    party = regime_data("party").rules
    assert party["recipients_head.style"].expected.endswith("đứng, không đậm, gạch chân")
    assert points(13.5) == "13,5"
