"""What a biên bản begins with: name, kind, time, place, who chairs and concludes."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ntm_desktop.domain.dates import format_date
from ntm_desktop.domain.entity import entity_named
from ntm_desktop.domain.meetings import MEETING_KINDS, SESSIONS
from ntm_desktop.domain.vietnamese import capital_first
from ntm_desktop.services import records
from ntm_desktop.services.meetings import MeetingFile
from ui.views.meetings_view.desk import MeetingDesk
from ui.views.meetings_view.part import MeetingPart
from ui.widgets.fold import Fold
from ui.widgets.record_form import FieldBox, RecordForm, edit_texts
from ui.widgets.suggest_field import SuggestField
from ui.widgets.suggest_lines import SuggestLines

FIELDS = (
    "title", "kind", "held_on", "session", "started_at", "ended_at", "place", "organiser",
    "concluder", "secretary", "state", "chairs",
)  # fmt: skip
NAMED = ("concluder", "secretary")
MORE = ("period_evaluated", "period_planned", "regime", "note")
WITHHELD = {"state": "final"}  # a meeting is closed by "Chốt biên bản", never by a choice


class AboutPart(MeetingPart):
    """The fields of the meeting itself, those seldom needed folded away."""

    title = "Thông tin chung"

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__(desk)
        self.form = self._form(FIELDS)
        self.more = self._form(MORE)
        self.more_fold = Fold("Kỳ đánh giá, thể thức, ghi chú", self.more, is_open=False)
        self.column.addWidget(self.form)
        self.column.addWidget(self.more_fold)

    def _form(self, fields: tuple[str, ...]) -> RecordForm:
        """Return a form of some of the fields."""
        return RecordForm(
            entity_named("meeting"),
            self.desk.put_meeting,
            fields=fields,
            columns=3,
            withheld=WITHHELD,
            today=self.desk.today(),
            editors=self._editors() if "chairs" in fields else None,
        )

    def _editors(self) -> dict[str, QWidget]:
        """Return the fields that offer people of the directory while one types."""
        made: dict[str, QWidget] = {"chairs": SuggestLines(self.desk.people_like)}
        for name in NAMED:
            field = SuggestField()
            field.set_look_up(self.desk.people_like)
            made[name] = field
        return made

    def start(self) -> None:
        """Show another meeting, whatever is typed now."""
        texts = self._texts()
        self.form.reset(texts)
        self.more.reset(texts)

    def _texts(self) -> dict[str, str]:
        """Return what the fields show."""
        workspace = self.desk.context.workspace
        record = records.get_record(workspace, "meeting", str(self.desk.key))
        return edit_texts(record, records.edit_text)

    def show_file(self, found: MeetingFile) -> None:
        """Show the fields as they are kept now."""
        del found
        texts = self._texts()
        self.form.load(texts)
        self.more.load(texts)

    def note(self, found: MeetingFile) -> str:
        """Return day, session and place in short."""
        one = found.meeting
        day = format_date(one.held_on) if one.held_on else "chưa có ngày"
        kind = MEETING_KINDS.get(one.kind or "", "")
        parts = (capital_first(kind), day, SESSIONS.get(one.session or "", ""), one.place or "")
        return " · ".join(part for part in parts if part)

    def set_read_only(self, is_read_only: bool) -> None:
        """Let the fields be read, or written in."""
        for box in (*self.form.boxes.values(), *self.more.boxes.values()):
            set_box_read_only(box, is_read_only)

    def save_now(self) -> None:
        """Keep what is typed but not left yet."""
        if not self.desk.is_read_only:
            self.form.save_now()
            self.more.save_now()

    def jump(self, where: str) -> bool:
        """Put the cursor into a field."""
        if where in MORE:
            self.more_fold.set_open(True)
        for form in (self.form, self.more):
            if where in form.boxes:
                form.focus_field(where)
                return True
        return False


def set_box_read_only(box: FieldBox, is_read_only: bool) -> None:
    """Let a field be read and copied from, or written in."""
    editor = box.editor
    if isinstance(editor, QLineEdit | QPlainTextEdit):
        editor.setReadOnly(is_read_only)
    elif isinstance(editor, QComboBox):
        editor.setEnabled(not is_read_only)
