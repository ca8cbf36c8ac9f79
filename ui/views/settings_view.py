"""The screen "Cài đặt": the office, the sets it follows, the look, data and copies, past steps."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop import __version__, paths
from ntm_desktop.domain.changes import Touched
from ntm_desktop.domain.dates import local_time
from ntm_desktop.domain.entity import entity_named
from ntm_desktop.domain.record_keys import followed_key, profile_key
from ntm_desktop.progress import Progress
from ntm_desktop.services import criteria, history, records, samples, upkeep
from ntm_desktop.services.criteria import SetSummary
from ntm_desktop.services.history import PastStep
from ntm_desktop.services.upkeep import Rebuilt
from ntm_desktop.services.workspace import Workspace
from ntm_desktop.settings import Settings, load_settings, save_settings
from ui import jobs, notices, style
from ui.context import AppContext
from ui.dialogs import file_choice
from ui.dialogs.about_dialog import AboutDialog
from ui.dialogs.annex_dialog import AnnexDialog
from ui.dialogs.first_run_dialog import FirstRunChoice, counts_text, sample_folder
from ui.dialogs.keyboard_dialog import KeyboardDialog
from ui.dialogs.targets_dialog import TargetsDialog
from ui.models.record_table import RecordTable
from ui.models.row_table import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page import (
    Page,
    button,
    card,
    clear_layout,
    label,
    scrolled,
    section_header,
)
from ui.widgets.record_form import CalmComboBox, RecordForm, edit_texts
from ui.widgets.text_field import TextField

T = TypeVar("T")
OFFICE_FIELDS = (
    "issuer_name",
    "issuer_parent",
    "place_name",
    "symbol",
    "signing_capacity",
    "signer_title",
    "superior_name",
    "superior_code",
    "recipients",
)
OFFICE_WHY = "In ở đầu và cuối văn bản. Mỗi ô được lưu ngay khi rời ô."
THEMES = (("system", "Theo máy"), ("light", "Sáng"), ("dark", "Tối"))
FONT_STEPS = ((-1, "Nhỏ"), (0, "Vừa"), (1, "Lớn"), (2, "Lớn hơn"), (3, "Rất lớn"), (4, "Lớn nhất"))
LOOK_WHY = "Áp dụng ngay. Biểu tượng và chiều cao dòng của màn hình đã mở đổi hẳn khi mở lại."
SETS_WHY = (
    "Bộ tiêu chí theo dõi hiện ở ô “Bộ” phía trên. Nội dung chưa đối chiếu với văn bản gốc được "
    "đánh dấu “? chưa đối chiếu”."
)
BACKUP_WHY = (
    "Bản sao được mở lại và so từng dòng với dữ liệu gốc rồi mới tính là xong. Nên chép thêm ra "
    "USB hoặc ổ đĩa khác."
)
OTHER_DATA_WHY = (
    "Dữ liệu đang mở được lưu và đóng lại, rồi dữ liệu kia mở trong cửa sổ này. Mỗi đơn vị một thư "
    "mục; các thư mục không lẫn vào nhau."
)
BACKUP, DATA = "backup", "data"
FORM_WIDTH = 760
HISTORY_STEPS = 200


@dataclasses.dataclass(frozen=True, slots=True)
class BackupRow:
    """A copy of the data file as the list shows it; `made` is local time, `size` in bytes."""

    key: str
    made: datetime.datetime
    size: int


def backup_rows(workspace: Workspace) -> tuple[BackupRow, ...]:
    """Return the copies beside the data, the newest first."""
    return tuple(
        BackupRow(
            path.name,
            local_time(path.stat().st_mtime_ns // 1_000_000),
            path.stat().st_size,
        )
        for path in upkeep.list_backups(workspace)
    )


class Section(QWidget):
    """A part of the settings: a column of content under a heading; `reload` reads it again."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.context = context
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, style.SMALL, style.LARGE)
        self.column.setSpacing(style.MEDIUM)

    def reload(self) -> None:
        """Show what is kept now."""

    def leave(self) -> None:
        """Keep what is typed."""

    def add(self, *contents: QWidget) -> None:
        """Add contents one below the other, no wider than lines can be read."""
        for content in contents:
            content.setMaximumWidth(FORM_WIDTH)
            self.column.addWidget(content)


class OfficeSection(Section):
    """Who issues documents, who signs, to whom they go."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._key = profile_key(context.workspace.owner)
        self.unit = label("", "muted", wrap=True)
        self.note = label("", "small", wrap=True)
        self.form = RecordForm(
            entity_named("office_profile"), self._save, fields=OFFICE_FIELDS, columns=2
        )
        self.add(section_header("Cơ quan"), self.unit, label(OFFICE_WHY, "small", wrap=True))
        self.add(card(self.form), self.note)
        self.column.addStretch(1)

    def reload(self) -> None:
        """Show the unit and the profile."""
        workspace = self.context.workspace
        unit = workspace.unit
        facts = [unit.name, f"mã {unit.code}", unit.province_name or ""]
        self.unit.setText(" · ".join(fact for fact in facts if fact))
        self.note.setText(f"Ghi chú về dữ liệu này: {unit.note}")
        self.note.setVisible(bool(unit.note))
        held = records.list_records(workspace, "office_profile", {"key": self._key})
        self.form.load(edit_texts(held[0], records.edit_text) if held else {})

    def leave(self) -> None:
        """Keep the field that is typed in."""
        self.form.save_now()

    def _save(self, field: str, text: str) -> None:
        """Keep one field of the profile."""
        self.context.do(
            lambda workspace: records.put_texts(
                workspace, "office_profile", self._key, {field: text}
            )
        )


class FollowedCard(QFrame):
    """One followed set: its counts, the commune group, and the way to stop following."""

    def __init__(
        self,
        summary: SetSummary,
        groups: Sequence[tuple[str, str]],
        group: str | None,
        choose: Callable[[str, str | None], None],
        stop: Callable[[SetSummary], None],
        targets: Callable[[str], None],
    ) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.group = _group_combo(groups, group)
        self.group.setAccessibleName(f"Nhóm xã, vùng của bộ {summary.short_name}")
        self.group.activated.connect(lambda: choose(summary.id, self.group.currentData()))
        self.stop = button("Thôi theo dõi", partial(stop, summary), kind="quiet")
        head = QHBoxLayout()
        head.addWidget(label(summary.short_name, "strong", wrap=True), 1)
        self.targets = button("Mức yêu cầu, đối chiếu…", partial(targets, summary.id), icon="edit")
        head.addWidget(self.targets)
        head.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.LARGE, style.SMALL, style.LARGE, style.MEDIUM)
        column.setSpacing(style.TINY)
        column.addLayout(head)
        column.addWidget(label(summary.name, "muted", wrap=True))
        column.addWidget(label(_set_facts(summary), "small", wrap=True))
        if groups:
            row = QHBoxLayout()
            row.setSpacing(style.SMALL)
            row.addWidget(label("Nhóm xã, vùng áp dụng", "small"))
            row.addWidget(self.group, 1)
            column.addLayout(row)


def _set_facts(summary: SetSummary) -> str:
    """Return the counts of a set and its standing."""
    facts = counts_text(summary)
    return f"{facts}. Hiệu lực: {summary.status}." if summary.status else f"{facts}."


def _groups_of(set_id: str) -> list[tuple[str, str]]:
    """Return (id, name) of the commune groups of a set; none where there is no choice."""
    groups = [(group.id, group.name) for group in criteria.criteria_set(set_id).groups]
    return groups if len(groups) > 1 else []


def _group_combo(groups: Sequence[tuple[str, str]], chosen: str | None) -> QComboBox:
    """Return the list of commune groups, with the chosen one shown."""
    combo = CalmComboBox()
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(16)
    combo.addItem("Chưa chọn nhóm", None)
    for group_id, name in groups:
        combo.addItem(name, group_id)
    combo.setCurrentIndex(max(combo.findData(chosen), 0))
    return combo


class SetsSection(Section):
    """The criteria sets the office follows, and one more to add."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.cards: list[FollowedCard] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(style.SMALL)
        self.other = CalmComboBox()
        self.other.setAccessibleName("Bộ tiêu chí muốn theo dõi thêm")
        self.other.currentIndexChanged.connect(lambda _: self._show_other())
        self.other_facts = label("", "small", wrap=True)
        self.other_group = _group_combo((), None)
        self.other_group.setAccessibleName("Nhóm xã, vùng của bộ thêm")
        self.follow = button("Theo dõi bộ này", self._follow, icon="add")
        row = QHBoxLayout()
        row.setSpacing(style.SMALL)
        row.addWidget(self.other, 1)
        row.addWidget(self.follow)
        holder = QWidget()
        holder.setLayout(self._list)
        self._list.setContentsMargins(0, 0, 0, 0)
        self.add(section_header("Bộ tiêu chí theo dõi"), label(SETS_WHY, "small", wrap=True))
        self.read_annex = button("Đọc bộ từ phụ lục quyết định…", self._read_annex, icon="receive")
        self.add(holder, section_header("Theo dõi thêm bộ khác", self.read_annex))
        self.add(card(row, self.other_facts, self.other_group, margin=style.MEDIUM))
        self.column.addStretch(1)

    def reload(self) -> None:
        """Show the followed sets and those that are not."""
        followed = {one.set_id: one.commune_group for one in self.context.workspace.followed()}
        summaries = {one.id: one for one in criteria.list_sets()}
        clear_layout(self._list)
        self.cards = [
            FollowedCard(
                criteria.summary(criteria.effective_set(self.context.workspace, set_id)),
                _groups_of(set_id),
                group,
                self._choose_group,
                self._stop,
                self._open_targets,
            )
            for set_id, group in followed.items()
            if set_id in summaries
        ]
        for made in self.cards:
            self._list.addWidget(made)
        if not self.cards:
            self._list.addWidget(label("Chưa theo dõi bộ tiêu chí nào.", "muted"))
        self._fill_other([one for one in summaries.values() if one.id not in followed])

    def _fill_other(self, summaries: Sequence[SetSummary]) -> None:
        """List the sets that are not followed; the chosen one stays chosen."""
        kept = self.other.currentData()
        self.other.blockSignals(True)
        self.other.clear()
        for one in summaries:
            self.other.addItem(one.short_name, one.id)
        self.other.setCurrentIndex(max(self.other.findData(kept), 0))
        self.other.blockSignals(False)
        self._show_other()

    def _show_other(self) -> None:
        """Show the counts and groups of the set that may be added."""
        set_id = self.other.currentData()
        self.follow.setEnabled(bool(set_id))
        self.other_group.setVisible(False)
        if not set_id:
            self.other_facts.setText("Đã theo dõi mọi bộ có trong chương trình.")
            return
        found = criteria.criteria_set(set_id)
        self.other_facts.setText(f"{found.name}: {_set_facts(criteria.summary(found))}")
        self.other_group.clear()
        self.other_group.addItem("Chọn nhóm xã, vùng…", None)
        for group_id, name in _groups_of(set_id):
            self.other_group.addItem(name, group_id)
        self.other_group.setVisible(self.other_group.count() > 1)

    def _follow(self) -> None:
        """Follow the chosen set from now on."""
        set_id, group = str(self.other.currentData()), self.other_group.currentData()
        self.context.do(
            lambda workspace: criteria.follow(workspace, set_id, group),
            said=f"Đã theo dõi {criteria.criteria_set(set_id).short_name}.",
        )
        if not self.context.set_id:
            self.context.choose_set(set_id)

    def _choose_group(self, set_id: str, group: str | None) -> None:
        """Apply the targets of another commune group."""
        self.context.do(lambda workspace: criteria.follow(workspace, set_id, group))

    def _open_targets(self, set_id: str) -> None:
        """Show targets and checks of a followed set."""
        dialog = TargetsDialog(self.context, set_id, self.window())
        dialog.exec()
        dialog.deleteLater()

    def _read_annex(self) -> None:
        """Read a set out of the annex of a decision, and list it once it is added."""
        dialog = AnnexDialog(self.context, self.window())
        dialog.exec()
        dialog.deleteLater()
        self.reload()

    def _stop(self, summary: SetSummary) -> None:
        """Follow a set no longer, after a question; its values stay."""
        question = f"Thôi theo dõi {summary.short_name}?"
        more = "Số liệu đã nhập theo bộ này vẫn được giữ; theo dõi lại thì hiện ra như cũ."
        if not notices.confirm(question, "Thôi theo dõi", more):
            return
        key = followed_key(self.context.workspace.owner, summary.id)
        self.context.do(lambda workspace: records.delete_record(workspace, "followed_set", key))
        left = [one.id for one in criteria.followed_sets(self.context.workspace)]
        if self.context.set_id not in left:
            self.context.choose_set(left[0] if left else "")


class LookSection(Section):
    """Theme, size of the text, and the name written beside every change; of this computer."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        settings = load_settings()
        self.themes = _choices(THEMES, settings.theme, self._choose_theme)
        self.steps = _choices(FONT_STEPS, settings.font_step, self._choose_step)
        self.user = TextField()
        self.user.setText(context.workspace.user)
        self.user.setAccessibleName("Tên người dùng")
        self.user.editingFinished.connect(self.leave)
        self.add(section_header("Giao diện"), label(LOOK_WHY, "small", wrap=True))
        self.add(
            card(
                label("Nền", "small"),
                self.themes,
                label("Cỡ chữ", "small"),
                self.steps,
            )
        )
        self.add(section_header("Người dùng máy này"))
        why = "Ghi kèm mỗi thay đổi trong lịch sử. Chỉ lưu trên máy này."
        self.add(card(label("Tên người dùng", "small"), self.user, label(why, "small", wrap=True)))
        self.column.addStretch(1)

    def leave(self) -> None:
        """Keep the name of the person, for the changes from now on."""
        name = " ".join(self.user.text().split())[:64]
        if not name or name == self.context.workspace.user:
            self.user.setText(self.context.workspace.user)
            return
        self.context.workspace.user = name
        save_settings(dataclasses.replace(load_settings(), user_name=name))
        self.context.status_said.emit(f"Từ nay thay đổi được ghi tên {name}.")

    def _choose_theme(self, theme: str) -> None:
        """Keep and apply another theme."""
        self._apply(dataclasses.replace(load_settings(), theme=theme))

    def _choose_step(self, step: int) -> None:
        """Keep and apply another size of the text."""
        self._apply(dataclasses.replace(load_settings(), font_step=step))

    def _apply(self, settings: Settings) -> None:
        """Keep the settings and give the application its look."""
        save_settings(settings)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        style.apply(app, style.theme_name(settings.theme), settings.font_step)


def _choices(choices: Sequence[tuple[T, str]], chosen: T, choose: Callable[[T], None]) -> QWidget:
    """Return a row of buttons of which one is down."""
    holder = QWidget()
    group = QButtonGroup(holder)
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(style.SMALL)
    for value, text in choices:
        made = button(text, partial(choose, value), kind="choice")
        made.setCheckable(True)
        made.setChecked(value == chosen)
        strong = QFontMetrics(style.font(strong=True)).horizontalAdvance(text)
        made.setMinimumWidth(strong + 2 * style.MEDIUM)
        group.addButton(made)
        row.addWidget(made)
    row.addStretch(1)
    return holder


class OtherData(QWidget):
    """The ways to another data folder, which is opened in place of this one."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.recent: list[QPushButton] = []
        self.open = button("Mở thư mục khác…", self._open, icon="open")
        self.new = button("Tạo dữ liệu mới…", lambda: self._ask(None), icon="add")
        self.sample = button("Mở dữ liệu mẫu…", icon="overview")
        self.sample_menu = QMenu(self)
        for one in samples.list_samples():
            self.sample_menu.addAction(one.title, partial(self._open_sample, one.name))
        self.sample.setMenu(self.sample_menu)
        self._caption = label("Thư mục mở gần đây", "small")
        self._list = QVBoxLayout()
        self._list.setSpacing(style.TINY)
        row = QHBoxLayout()
        row.setSpacing(style.SMALL)
        for made in (self.open, self.new, self.sample):
            row.addWidget(made)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addLayout(row)
        column.addWidget(self._caption)
        column.addLayout(self._list)

    def reload(self) -> None:
        """List the other folders that were opened lately and are still there."""
        clear_layout(self._list)
        here = self._context.workspace.folder.resolve()
        folders = [Path(kept) for kept in load_settings().recent_folders]
        found = [one for one in folders if one.resolve() != here and one.is_dir()]
        self.recent = [
            button(str(one), partial(self._open_folder, one), kind="link") for one in found
        ]
        for made in self.recent:
            self._list.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        self._caption.setVisible(bool(found))

    def _open(self) -> None:
        """Ask for a data folder and open it."""
        folder = file_choice.ask_folder(self, "Mở thư mục dữ liệu", DATA)
        if folder is not None:
            self._open_folder(folder)

    def _open_folder(self, folder: Path) -> None:
        """Open a data folder that was made before."""
        if folder.resolve() == self._context.workspace.folder.resolve():
            self._context.status_said.emit("Thư mục này đang mở.")
            return
        self._ask(FirstRunChoice(folder=folder, existing=True))

    def _open_sample(self, name: str) -> None:
        """Open a sample in its own folder."""
        self._ask(FirstRunChoice(folder=sample_folder(name), sample=name))

    def _ask(self, choice: FirstRunChoice | None) -> None:
        """Ask the application to open other data."""
        self._context.other_data_asked.emit(choice)


class DataSection(Section):
    """Where the data lies, its copies, and whether it is sound."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.result = NoticeBar()
        self.last = label("", "muted", wrap=True)
        self.place = label(str(context.workspace.folder), wrap=True)
        self.place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.backups = RecordTable(_backup_columns(), "Các bản sao lưu")
        self.backups.setMinimumHeight(6 * style.row_height())
        self.backups.set_empty(
            EmptyState("Chưa có bản sao lưu", "Bản sao nằm ở thư mục “sao-luu” cạnh dữ liệu.")
        )
        self.back_up = button("Sao lưu ngay", self._back_up, icon="backup", kind="primary")
        self.elsewhere = button("Sao lưu ra nơi khác…", self._back_up_elsewhere)
        self.check = button("Kiểm tra dữ liệu", self._check, icon="check")
        self.other = OtherData(context)
        self._lay_out()

    def _lay_out(self) -> None:
        """Place the folder above the copies."""
        folder = button("Mở thư mục", self._open_folder, icon="open")
        row = QHBoxLayout()
        row.setSpacing(style.SMALL)
        row.addWidget(self.place, 1)
        row.addWidget(self.check)
        row.addWidget(folder)
        self.add(section_header("Dữ liệu"), self.result)
        self.add(card(label("Thư mục dữ liệu", "small"), row, margin=style.MEDIUM))
        self.add(section_header("Sao lưu", self.elsewhere, self.back_up), self.last)
        self.add(label(BACKUP_WHY, "small", wrap=True), self.backups)
        self.add(section_header("Mở dữ liệu khác"), label(OTHER_DATA_WHY, "small", wrap=True))
        self.add(card(self.other, margin=style.MEDIUM))
        self.column.addStretch(1)

    def reload(self) -> None:
        """Show the copies there are now."""
        rows = backup_rows(self.context.workspace)
        self.backups.set_rows(rows)
        self.last.setText(
            f"Bản gần nhất: {_backup_time(rows[0])}. Có {len(rows)} bản."
            if rows
            else "Chưa sao lưu lần nào. Chương trình tự sao lưu trước mỗi lần nhận tệp."
        )
        self.other.reload()

    def _open_folder(self) -> None:
        """Open the data folder."""
        file_choice.open_path(self.context.workspace.folder)

    def _back_up(self) -> None:
        """Make a copy beside the data."""
        self._run("Đang sao lưu", upkeep.back_up, self._show_backup)

    def _back_up_elsewhere(self) -> None:
        """Make a copy in a folder that a person chooses, such as one on a USB stick."""
        folder = file_choice.ask_folder(self, "Sao lưu vào thư mục", BACKUP)
        if folder is not None:
            self._run(
                "Đang sao lưu",
                lambda workspace: upkeep.back_up(workspace, folder),
                self._show_backup,
            )

    def _show_backup(self, path: Path) -> None:
        """Say where the verified copy lies."""
        self.context.reload_all()  # the status line says when the last copy was made
        self.result.show_notice(
            f"Đã sao lưu và kiểm tra bản sao {path.name}.",
            f"Trong thư mục {path.parent}",
            kind="good",
            action="Mở thư mục",
            on_action=lambda: file_choice.open_path(path.parent),
        )
        self.context.status_said.emit("Đã sao lưu.")

    def _check(self) -> None:
        """Compare every table with the log of changes."""
        self._run("Đang kiểm tra dữ liệu", upkeep.check_log, self._show_check)

    def _show_check(self, found: Rebuilt) -> None:
        """Say whether the tables are what the log says, and what can be done if not."""
        if found.is_sound:
            self.result.show_notice(
                "Dữ liệu nguyên vẹn.",
                "Mọi bảng đúng bằng kết quả tính lại từ nhật ký thay đổi.",
                kind="good",
            )
            return
        self.result.show_notice(
            "Bảng dữ liệu không khớp với nhật ký thay đổi.",
            "Nhật ký vẫn còn đủ. Sao lưu rồi lập lại các bảng từ nhật ký.",
            kind="bad",
            action="Sao lưu và lập lại",
            on_action=self._rebuild,
        )

    def _rebuild(self) -> None:
        """Make a copy, then compute every table anew from the log."""

        def work(workspace: Workspace) -> Rebuilt:
            upkeep.back_up(workspace)
            upkeep.rebuild(workspace)
            return upkeep.check_log(workspace)

        self._run("Đang lập lại dữ liệu", work, self._show_rebuilt)

    def _show_rebuilt(self, found: Rebuilt) -> None:
        """Show the tables that were computed anew."""
        self.context.reload_all()
        self._show_check(found)

    def _run(
        self, title: str, call: Callable[[Workspace], T], on_done: Callable[[T], None]
    ) -> None:
        """Run a service call on a thread, on a workspace of its own."""
        workspace = self.context.workspace

        def work(progress: Progress) -> T:
            progress(0, 0, f"{title}…")
            with contextlib.closing(workspace.reopen()) as own:
                return call(own)

        jobs.run(self, title, work, on_done)


def _backup_columns() -> tuple[Column[BackupRow], ...]:
    """Return the columns of the list of copies."""
    return (
        Column(
            "Lúc", lambda one: f"{one.made:%H:%M ngày %d/%m/%Y}", lambda one: one.made, width=190
        ),
        Column("Tệp", lambda one: one.key, width=0),
        Column(
            "Dung lượng",
            lambda one: f"{one.size / 1024:.0f} KB",
            lambda one: one.size,
            numeric=True,
            width=110,
        ),
    )


def _backup_time(one: BackupRow) -> str:
    """Return when a copy was made, local time."""
    return f"{one.made:%d/%m/%Y %H:%M}"


class HistorySection(Section):
    """The last steps made in this data, and the way back."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.undo = button("Hoàn tác", self._undo, icon="undo")
        self.redo = button("Làm lại", self._redo, icon="redo")
        self.next = label("", "small", wrap=True)
        columns: tuple[Column[PastStep], ...] = (
            Column("Lúc", _step_time, lambda one: one.at, width=180),
            Column("Người làm", lambda one: one.user, width=170),
            Column("Việc", lambda one: one.label, width=0, tooltip=lambda one: one.label),
        )
        self.table = RecordTable(columns, "Lịch sử", filterable=True)
        self.column.addWidget(section_header("Lịch sử các bước", self.undo, self.redo))
        self.column.addWidget(self.next)
        self.column.addWidget(self.table, 1)

    def reload(self) -> None:
        """Show the last steps and what undo would take back."""
        workspace = self.context.workspace
        self.table.set_rows(history.past_steps(workspace, HISTORY_STEPS))
        undo, redo = history.undo_label(workspace), history.redo_label(workspace)
        self.undo.setEnabled(bool(undo))
        self.redo.setEnabled(bool(redo))
        self.next.setText(f"Hoàn tác sẽ lùi: {undo}" if undo else "Không có bước nào để hoàn tác.")

    def _undo(self) -> None:
        """Take back the last step."""
        undone = self.context.do(history.undo)
        if undone is not None:
            self.context.status_said.emit(f"Đã hoàn tác: {undone.label}")

    def _redo(self) -> None:
        """Do again what was taken back."""
        redone = self.context.do(history.redo)
        if redone is not None:
            self.context.status_said.emit(f"Đã làm lại: {redone.label}")


def _step_time(step: PastStep) -> str:
    """Return when a step was made, local time."""
    return f"{local_time(step.at):%d/%m/%Y %H:%M}"


class AboutSection(Section):
    """What this program is and what is new in it."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        about = button("Giới thiệu chương trình", self._about, icon="info")
        keys = button("Xem bảng phím (F1)", self._keys)
        text = paths.resource("changelog.md").read_text("utf-8")
        self.news = news = label(text.removeprefix("# Có gì mới\n"), wrap=True)
        news.setTextFormat(Qt.TextFormat.MarkdownText)
        news.setAccessibleName("Có gì mới")
        self.add(section_header(f"NTM Desktop {__version__}", keys, about))
        self.add(section_header("Có gì mới"), card(news))
        self.column.addStretch(1)

    def _about(self) -> None:
        """Show version, folders and licences."""
        dialog = AboutDialog(self, self.context.workspace.folder)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _keys(self) -> None:
        """Show the keyboard sheet."""
        sheet = KeyboardDialog(self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()


SECTIONS: tuple[tuple[str, str, type[Section]], ...] = (
    ("Cơ quan", "unit", OfficeSection),
    ("Bộ tiêu chí", "criteria", SetsSection),
    ("Giao diện, người dùng", "settings", LookSection),
    ("Dữ liệu, sao lưu", "backup", DataSection),
    ("Lịch sử", "history", HistorySection),
    ("Giới thiệu, có gì mới", "info", AboutSection),
)
SETS_PLACE, DATA_PLACE = 1, 3
HISTORY_PLACE = 4  # its table scrolls by itself


class SettingsView(Page):
    """The parts in a list at the left, one of them at the right; made when first shown."""

    def __init__(self, context: AppContext) -> None:
        super().__init__("Cài đặt")
        self._context = context
        self._made: dict[int, Section] = {}
        self.parts = QListWidget()
        self.parts.setProperty("kind", "plain")
        self.parts.setAccessibleName("Các phần của cài đặt")
        for title, icon, _ in SECTIONS:
            QListWidgetItem(style.icon(icon), title, self.parts)
        self._fit_parts()
        self.stack = QStackedWidget()
        self._pages = [QWidget() for _ in SECTIONS]
        for page in self._pages:
            self.stack.addWidget(page)
        row = QHBoxLayout()
        row.setSpacing(style.HUGE)
        row.addWidget(self.parts)
        row.addWidget(self.stack, 1)
        self.body.addLayout(row, 1)
        self.parts.currentRowChanged.connect(self.show_part)
        context.data_changed.connect(self._data_changed)
        self.parts.setCurrentRow(0)

    def _fit_parts(self) -> None:
        """Make the list as wide as its longest name and its lines easy to hit."""
        width = self.parts.sizeHintForColumn(0) + style.HUGE
        self.parts.setFixedWidth(max(width, style.TREE_WIDTH))
        for place in range(self.parts.count()):
            self.parts.item(place).setSizeHint(QSize(0, style.row_height() + style.TINY))

    def show_part(self, place: int) -> None:
        """Show one part, made now if it was never shown; the one before keeps what is typed."""
        self.leave()
        if place not in self._made:
            self._make(place)
        self._made[place].reload()
        self.stack.setCurrentIndex(place)
        self.parts.setCurrentRow(place)

    def _make(self, place: int) -> None:
        """Make a part and put it in its place."""
        made = SECTIONS[place][2](self._context)
        self._made[place] = made
        page = made if place == HISTORY_PLACE else scrolled(made)
        column = QVBoxLayout(self._pages[place])
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def part(self, place: int) -> Section:
        """Return a part that was shown."""
        return self._made[place]

    def showEvent(self, event: QShowEvent) -> None:
        """Read the shown part again: copies may have been made meanwhile."""
        super().showEvent(event)
        self._reload_shown()

    def _data_changed(self, touched: Touched) -> None:
        """Read the shown part again after a write."""
        del touched
        if self.isVisible():
            self._reload_shown()

    def _reload_shown(self) -> None:
        """Read the part that is shown again."""
        self._made[self.stack.currentIndex()].reload()

    def leave(self) -> None:
        """Keep what is typed, before another screen or part is shown."""
        shown = self._made.get(self.stack.currentIndex())
        if shown is not None:
            shown.leave()

    def show_record(self, entity: str, key: str) -> None:
        """Show the part that a found record belongs to."""
        del key
        self.show_part({"followed_set": SETS_PLACE, "data": DATA_PLACE}.get(entity, 0))
