"""Documents that were used at the meeting: kept ones are tied to it, new ones are begun here."""

from __future__ import annotations

from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.documents import OfficialDocument
from ntm_desktop.domain.vietnamese import matches
from ntm_desktop.services import records, related_documents
from ntm_desktop.services.meetings import MeetingFile
from ntm_desktop.services.related_documents import UsedDocuments
from ui.models.ordered_table import OrderedTable
from ui.models.row_table import Column
from ui.views.meetings_view.desk import MeetingDesk
from ui.views.meetings_view.part import MeetingPart, counted
from ui.widgets.add_line import AddLine
from ui.widgets.suggest_field import Suggestion


class DocumentPart(MeetingPart):
    """A short table and one line: typing finds a kept document, Enter begins a new one."""

    title = "Văn bản dùng tại cuộc họp"

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__(desk)
        self.table = OrderedTable(_columns(), "Văn bản dùng tại cuộc họp", most=8)
        self.new = AddLine(
            "Thêm văn bản", "Gõ số, ký hiệu hoặc trích yếu để chọn văn bản đã có; số mới thì Enter"
        )
        self._free: tuple[records.Record, ...] = ()
        self.new.set_look_up(self._like)
        self.new.lines_given.connect(self.add_lines)
        self.new.record_given.connect(lambda _, key: self.use(key))
        self.table.row_opened.connect(
            lambda row: desk.context.open("documents", "official_document", row.key)
        )
        self.table.delete_asked.connect(self.drop)
        self.column.addWidget(self.table)
        self.column.addWidget(self.new)

    def show_file(self, found: MeetingFile) -> None:
        """Show the documents."""
        self.table.set_rows(found.documents)
        workspace = self.desk.context.workspace
        held = records.list_records(workspace, "official_document", {"meeting": None})
        known = {one.key for one in found.documents}
        self._free = tuple(record for record in held if record.key not in known)

    def _like(self, typed: str) -> list[Suggestion]:
        """Return the kept documents that fit what is typed."""
        shown = [(f"{one.title} – {one.shown['subject']}".rstrip(" –"), one) for one in self._free]
        return [Suggestion(text, one.key) for text, one in shown if matches(typed, text)]

    def note(self, found: MeetingFile) -> str:
        """Return how many there are."""
        return counted(found.documents, "văn bản")

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the list be read, or added to."""
        self.new.setVisible(not is_read_only)

    def start(self) -> None:
        """Forget what is typed."""
        self.new.clear()

    def save_now(self) -> None:
        """Keep a number that waits for Enter."""
        if not self.desk.is_read_only:
            self.new.give()

    def jump(self, where: str) -> bool:
        """Choose the row of a document."""
        if where not in {row.key for row in self.table.rows_model.rows}:
            return False
        self.table.choose_key(where)
        self.table.setFocus()
        return True

    def add_lines(self, lines: list[str]) -> None:
        """Add documents that were used at the meeting, by number or as they are cited."""
        meeting = str(self.desk.key)
        used = self.desk.do(
            lambda workspace: related_documents.use_at_meeting(workspace, meeting, lines)
        )
        self.new.clear()
        self.desk.context.status_said.emit(used_text(used))

    def use(self, key: str) -> None:
        """Tie a document that is kept already to the meeting."""
        self.desk.put_values("official_document", key, {"meeting": self.desk.key})
        self.new.clear()

    def drop(self, document: OfficialDocument) -> None:
        """Take a document off the meeting; it stays among the documents."""
        if self.desk.is_read_only:
            return
        self.desk.put_values("official_document", document.key, {"meeting": None})
        self.desk.undo.offer(f"Đã bỏ {document.number} khỏi cuộc họp (văn bản vẫn còn)")


def used_text(used: UsedDocuments) -> str:
    """Return what became of the documents that were given."""
    told = (
        (used.added, "Đã thêm {count} văn bản; mở để ghi ngày, cơ quan ban hành, trích yếu"),
        (used.tied, "Đã gắn vào cuộc họp {count} văn bản có sẵn"),
        (used.there, "{count} văn bản đã có trong cuộc họp này"),
    )
    return ". ".join(text.format(count=count) for count, text in told if count) + "."


def _columns() -> list[Column[OfficialDocument]]:
    """Return the columns of the documents of a meeting."""
    return [
        Column("Số, ký hiệu", lambda held: held.number, width=150),
        Column("Ngày", lambda held: format_date(held.issued_on) if held.issued_on else "—",
               width=100),
        Column("Cơ quan ban hành", lambda held: held.issuer or "—", width=180),
        Column("Trích yếu", lambda held: held.subject or "", width=0),
    ]  # fmt: skip
