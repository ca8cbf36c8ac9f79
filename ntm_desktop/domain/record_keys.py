"""How the key of a record is made: it begins with the owning unit and is never reused."""

import hashlib
import re

from ntm_desktop.domain.vietnamese import compose, fold

PLAN_PARTS = ("level", "document", "document_text", "matter")
RATE_PARTS = ("kind", "level", "compared_with")
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,119}")


def is_key(text: str) -> bool:
    """Say whether exchange files may carry `text` as the key of a record."""
    return _KEY.fullmatch(text) is not None


def value_key(owner: str, unit: str, period: str, set_id: str, indicator: str) -> str:
    """Return the natural key of an indicator value, so two computers meet in one record."""
    return f"{_place(owner, unit)}/{period}/{set_id}/{indicator}"


def total_key(owner: str, unit: str, period: str, title: str) -> str:
    """Return the natural key of a set-level total; `title` is a set id or a free title."""
    return f"{_place(owner, unit)}/{period}/total/{_slug(title)}"


def narrative_key(owner: str, report_id: str, period: str, section: str) -> str:
    """Return the natural key of the prose of one report section in one period."""
    return f"{owner}/{period}/text/{report_id}/{section}"


def report_option_key(owner: str, report_id: str, set_id: str, period: str, option: str) -> str:
    """Return the natural key of one option of a document of a set and period."""
    return f"{owner}/{period}/option/{set_id or '-'}/{report_id}/{option}"


def unit_key(owner: str, code: str) -> str:
    """Return the natural key of a unit's record."""
    return f"{owner}/unit/{code}"


def profile_key(owner: str) -> str:
    """Return the key of the one office profile."""
    return f"{owner}/office"


def followed_key(owner: str, set_id: str) -> str:
    """Return the natural key of a followed criteria set."""
    return f"{owner}/set/{set_id}"


def overlay_key(
    owner: str, set_id: str, indicator: str, group: str | None, year: int | str | None
) -> str:
    """Return the natural key of a target set over a set; "-" stands for every group or year."""
    column = "-" if group in (None, "", "*") else group
    return f"{owner}/overlay/{set_id}/{indicator}/{column}/{year or '-'}"


def wording_key(owner: str, set_id: str, part: str, code: str) -> str:
    """Return the natural key of a check of the wording of an indicator or a criterion."""
    return f"{owner}/wording/{set_id}/{part}/{code}"


def roadmap_key(owner: str, unit: str, set_id: str, indicator: str) -> str:
    """Return the natural key of the roadmap of one indicator."""
    return f"{_place(owner, unit)}/roadmap/{set_id}/{indicator}"


def dossier_key(owner: str, unit: str, set_id: str, criterion: str) -> str:
    """Return the natural key of the dossier of one criterion."""
    return f"{_place(owner, unit)}/dossier/{set_id}/{criterion}"


def condition_key(owner: str, unit: str, period: str, set_id: str, condition: str) -> str:
    """Return the natural key of one condition of recognition in a period."""
    return f"{_place(owner, unit)}/{period}/condition/{set_id}/{condition}"


def paper_key(owner: str, unit: str, period: str, set_id: str, paper: str) -> str:
    """Return the natural key of one paper of the dossier of recognition in a period."""
    return f"{_place(owner, unit)}/{period}/paper/{set_id}/{paper}"


def appraisal_key(owner: str, unit: str, period: str, set_id: str, code: str) -> str:
    """Return the natural key of the appraisal of one criterion or indicator in a period."""
    return f"{_place(owner, unit)}/{period}/appraisal/{set_id}/{code}"


def lock_key(owner: str, unit: str, period: str, set_id: str) -> str:
    """Return the natural key of the lock of a set in one period."""
    return f"{_place(owner, unit)}/{period}/lock/{set_id}"


def override_key(
    owner: str, unit: str, period: str, set_id: str, rule: str, indicators: str
) -> str:
    """Return the natural key of the reason for figures that a rule doubts."""
    codes = "-".join(indicators.replace(",", " ").split())
    tail = f"{set_id}/{rule}/{codes}"
    if len(tail) > 60:
        tail = hashlib.sha256(tail.encode()).hexdigest()[:24]
    return f"{_place(owner, unit)}/{period}/check/{tail}"


def money_reason_key(owner: str, work: str, rule: str) -> str:
    """Return the natural key of the reason for amounts of a work that do not add up."""
    tail = hashlib.sha256(work.encode()).hexdigest()[:16]
    return f"{owner}/money-reason/{tail}/{rule}"


def work_document_key(owner: str, work: str, role: str, document: str) -> str:
    """Return the natural key of what a document is for a work: the same paper is listed once."""
    return f"{owner}/work-document/{_hashed(work, role, document)}"


def organisation_key(owner: str, name: str) -> str:
    """Return the natural key of an organisation, by its name."""
    return f"{owner}/org/{_slug(name)}"


def measure_key(owner: str, name: str, measure_unit: str) -> str:
    """Return the natural key of a measure: its name and measure unit, however they are spaced."""
    return f"{owner}/measure/{_slug(_plain(f'{name} {measure_unit}'))}"


def figure_key(owner: str, unit: str, period: str, measure: str) -> str:
    """Return the natural key of the figure of a measure (its key) in a period."""
    return f"{_place(owner, unit)}/{period}/figure/{_slug(measure)}"


def figure_plan_key(owner: str, unit: str, period: str, measure: str, *what: str) -> str:
    """Return the natural key of a plan: what its document and level set for a measure."""
    return f"{_place(owner, unit)}/{period}/plan/{_hashed(measure, *what)}"


def figure_rate_key(owner: str, unit: str, period: str, measure: str, *what: str) -> str:
    """Return the natural key of a rate a document states about a measure."""
    return f"{_place(owner, unit)}/{period}/rate/{_hashed(measure, *what)}"


def register_key(owner: str, unit: str, period: str, register: str, title: str = "") -> str:
    """Return the natural key of what a register holds once a unit and period (and title)."""
    tail = f"/{_slug(_plain(title))}" if title else ""
    return f"{_place(owner, unit)}/{period}/{register}{tail}"


def product_key(owner: str, name: str, subject: str) -> str:
    """Return the natural key of an OCOP product of a subject."""
    return f"{owner}/ocop/{_slug(_plain(f'{name} {subject}'))}"


def meeting_version_key(meeting: str, number: int) -> str:
    """Return the natural key of one closing of a meeting, so that two computers meet in it."""
    return f"{meeting}/v{number}"


def meeting_paper_key(meeting: str, paper: str) -> str:
    """Return the natural key of the choices made for one paper of a meeting."""
    return f"{meeting}/paper/{paper}"


def superior_form_key(owner: str, name: str) -> str:
    """Return the natural key of a superior's form, by its name."""
    return f"{owner}/form/{_slug(_plain(name))}"


def issued_key(owner: str, report_id: str, number: str, signed_on: str) -> str:
    """Return the natural key of an issued document, so that two computers meet in one record."""
    return f"{owner}/issued/{report_id}/{signed_on}/{_slug(_plain(number))}"


def random_key(owner: str, entity_name: str, random_hex: str) -> str:
    """Return the key of any other record from ten random hex digits."""
    return f"{owner}/{entity_name[0]}{random_hex}"


def owner_of(key: str) -> str:
    """Return the code of the unit that owns a record."""
    return key.split("/", 1)[0]


def _plain(text: str) -> str:
    """Return a text in the one spelling by which two computers name the same thing."""
    return " ".join(compose(text).lower().split())


def _hashed(*parts: str) -> str:
    """Return a short name of several texts."""
    return hashlib.sha256("|".join(_plain(part) for part in parts).encode()).hexdigest()[:24]


def _place(owner: str, unit: str) -> str:
    """Return the first part of a key: the owner, and the unit below it where it is another."""
    return owner if unit in ("", owner) else f"{owner}/{unit}"


def _slug(title: str) -> str:
    """Return an ASCII name for a title; a long or odd one gets a short hash so it stays unique."""
    plain = "".join(char if char.isalnum() else "-" for char in fold(title) if char.isascii())
    short = "-".join(part for part in plain.split("-") if part)[:40].strip("-")
    if short == title:
        return short
    return f"{short or 'x'}-{hashlib.sha256(title.encode()).hexdigest()[:8]}"
