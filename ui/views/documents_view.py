"""The screen "Văn bản liên quan": the documents a commune works by, as one plain register."""

from __future__ import annotations

from ntm_desktop.domain.vietnamese import fold
from ntm_desktop.services.records import Record
from ui.context import AppContext
from ui.models.register import Register, RegisterSpec
from ui.widgets.page import Page

SUBTITLE = "Căn cứ, văn bản giao việc và kế hoạch đang thực hiện"
EMPTY_WHY = (
    "Căn cứ, nơi giao nhiệm vụ và kế hoạch mà xã làm theo được ghi ở đây một lần, rồi dùng lại "
    "trong cuộc họp, nhiệm vụ và báo cáo. Sổ văn thư đầy đủ vẫn ở hệ thống của cơ quan."
)


class DocumentsView(Page):
    """Related documents, the latest first; a number entered twice is pointed out."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(
            "Văn bản liên quan", "Căn cứ, văn bản giao việc và kế hoạch đang thực hiện"
        )
        spec = RegisterSpec(
            entity="official_document",
            columns=("number", "issued_on", "document_type", "issuer", "subject"),
            add="Thêm văn bản",
            empty_title="Chưa có văn bản nào",
            empty_why=EMPTY_WHY,
            icon="register",
            order=_by_date,
            backwards=True,
            widths={
                "number": 170,
                "issued_on": 124,
                "document_type": 120,
                "issuer": 190,
                "subject": 0,
            },
            set_aside=("document_type", "issuer"),
        )
        self.register = Register(context, spec, self.notice)
        self.add_action(
            "Thêm văn bản", self.register.add, icon="add", kind="primary", shortcut="Ctrl+N"
        )
        self.body.addWidget(self.register, 1)
        self._context = context
        context.data_changed.connect(self._warn_of_doubles)
        self._warn_of_doubles()

    def _warn_of_doubles(self) -> None:
        """Say under the title which numbers stand twice."""
        seen: dict[tuple[str, str], int] = {}
        for row in self.register.rows():
            place = (fold(row.shown["number"]), row.shown["issued_on"])
            seen[place] = seen.get(place, 0) + 1
        twice = sum(1 for count in seen.values() if count > 1)
        self.subtitle.setText(
            f"Có {twice} văn bản được ghi hai lần: cùng số, ký hiệu và ngày ban hành"
            if twice
            else SUBTITLE
        )

    def show_record(self, entity: str, key: str) -> None:
        """Open one document."""
        if entity == "official_document":
            self.register.open(key)

    def leave(self) -> None:
        """Keep what is typed."""
        self.register.leave()


def _by_date(row: Record) -> str:
    """Return the date a document was issued on, "" for none, so that it comes last."""
    return str(row.values["issued_on"] or "")
