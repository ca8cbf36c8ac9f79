"""What belongs to a work beside its money: contributions, further quantities, documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from ntm_desktop.domain.contributions import CONTRIBUTION_KINDS, Contribution, worth
from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.figures import WORDS
from ntm_desktop.domain.numbers import format_money, format_number
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.domain.works import DOCUMENT_ROLES, WorkDocument, WorkQuantity, measure_name
from ntm_desktop.services import records, work_documents
from ui.context import AppContext
from ui.dialogs.amount_dialog import clear_amount
from ui.models.part_editor import PartSpec
from ui.models.row_table import Column
from ui.widgets.money_text import million
from ui.widgets.work_document_field import WorkDocumentField
from ui.widgets.work_village_field import WorkVillageField

GIVEN_WHY = (
    "Tiền, ngày công × đơn giá, hiến đất m² × giá, hiện vật: ghi khối lượng và số hộ; có đơn giá "
    "hoặc thành tiền thì tự cộng vào huy động của người dân."
)


DOCUMENT_WHY = (
    "Hợp đồng, quyết định, biên bản: gõ số để chọn văn bản đã có, hoặc gõ, dán cả “Hợp đồng số … "
    "ngày … của …”: văn bản chưa có được thêm vào Văn bản liên quan và gắn luôn."
)


def given_spec(
    context: AppContext,
    owner: QWidget,
    uncounted: Callable[[str], bool],
    parent: str = "work",
) -> PartSpec:
    """Return the list of what people gave; `uncounted` says what the ledger states already.

    `parent` is "" for what was given for no work.
    """
    return PartSpec(
        entity="contribution",
        parent=parent,
        add="Thêm đóng góp",
        new_title="Đóng góp mới",
        edit_title="Sửa đóng góp",
        columns=_given_columns(uncounted),
        fields=(
            *("kind", "quantity", "measure_unit", "unit_price", "amount", "households"),
            *("village", "given_on", "plan_year", "purpose", "word", "note"),
        ),
        first="quantity",
        why=GIVEN_WHY,
        starts=lambda: {"plan_year": str(parse_period(context.period_id).year)},
        understand=lambda typed: clear_amount(owner, typed),
        editors=lambda: {"village": WorkVillageField(_unit_names(context))},
    )


def _unit_names(context: AppContext) -> list[str]:
    """Return the names of the thôn of the office."""
    own = context.workspace.owner
    held = records.list_records(context.workspace, "admin_unit")
    return [one.title for one in held if one.values.get("code") != own]


def _given_columns(uncounted: Callable[[str], bool]) -> list[Column[Contribution]]:
    """Return the columns of what people gave."""
    return [
        Column("Hình thức", lambda one: capital_first(CONTRIBUTION_KINDS.get(one.kind, one.kind)),
               width=100),
        Column("Khối lượng", _quantity_text, numeric=True, width=124),
        Column("Đơn giá (đ)", lambda one: format_number(one.unit_price) if one.unit_price else "",
               numeric=True, width=92),
        Column("Triệu đồng", lambda one: million(worth(one).amount), numeric=True, width=86,
               tooltip=_worth_text),
        Column("Hộ", lambda one: format_number(one.households) if one.households else "",
               numeric=True, width=50),
        Column("Thôn", lambda one: one.village or "", width=90),
        Column("Ghi chú", lambda one: _given_note(one, uncounted(one.key)), width=0),
    ]  # fmt: skip


def _quantity_text(one: Contribution) -> str:
    """Return "trên 37.647 m²"."""
    if one.quantity is None:
        return ""
    word = f"{WORDS[one.word]} " if one.word in WORDS else ""
    return f"{word}{format_number(one.quantity)} {measure_name(one.measure_unit)}".strip()


def _worth_text(one: Contribution) -> str:
    """Return how the money of a contribution is known."""
    found = worth(one)
    if found.amount is None:
        return "Chưa có đơn giá hoặc thành tiền"
    how = {"stated": "thành tiền đã ghi", "computed": "khối lượng × đơn giá"}[found.basis]
    return f"{format_money(found.amount)} ({how})"


def _given_note(one: Contribution, is_stated: bool) -> str:
    """Return what is to be said of a contribution."""
    parts = (
        one.purpose or "",
        format_date(one.given_on) if one.given_on else str(one.plan_year or ""),
        "đã nằm trong dòng vốn" if is_stated else "",
        one.note or "",
    )
    return "; ".join(part for part in parts if part)


def quantity_spec() -> PartSpec:
    """Return the list of further quantities."""
    return PartSpec(
        entity="work_quantity",
        parent="work",
        add="Thêm khối lượng",
        new_title="Khối lượng mới",
        edit_title="Sửa khối lượng",
        columns=(
            Column("Nội dung", lambda one: one.what, width=0),
            Column("Khối lượng", _measured, numeric=True, width=150),
            Column("Tỷ lệ theo văn bản", lambda one: one.reported_rate or "", width=130),
        ),
        fields=(
            *("what", "word", "quantity", "out_of", "measure_unit"),
            *("reported_rate", "note"),
        ),
        first="quantity",
    )


def _measured(one: WorkQuantity) -> str:
    """Return "hơn 15,9/28,2 km"."""
    if one.quantity is None:
        return ""
    word = f"{WORDS[one.word]} " if one.word in WORDS else ""
    whole = f"/{format_number(one.out_of)}" if one.out_of is not None else ""
    return f"{word}{format_number(one.quantity)}{whole} {measure_name(one.measure_unit)}".strip()


def document_spec(
    titles: Callable[[], Mapping[str, str]], title_of: Callable[[str], str]
) -> PartSpec:
    """Return the list of documents by their role; `titles` names the documents to choose from."""
    return PartSpec(
        entity="work_document",
        parent="work",
        add="Gắn văn bản",
        new_title="Gắn một văn bản",
        edit_title="Sửa hồ sơ",
        columns=(
            Column("Loại hồ sơ", _role, width=170),
            Column("Văn bản", lambda one: title_of(one.document), width=0),
            Column("Ghi chú", lambda one: one.note or "", width=150),
        ),
        fields=("role", "document", "note"),
        first="document",
        why=DOCUMENT_WHY,
        editors=lambda: {"document": WorkDocumentField(titles)},
        form_columns=1,
        put=work_documents.put_texts,
    )


def _role(one: WorkDocument) -> str:
    """Return what a document is for a work."""
    return capital_first(DOCUMENT_ROLES.get(one.role, one.role))
