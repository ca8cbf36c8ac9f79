"""The page "Bộ tiêu chí": the sets an office follows, those it may follow, its own ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.checks import Issue
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.record_keys import followed_key
from ntm_desktop.services import criteria, history, locked_outcomes, pack_editor, records
from ntm_desktop.services.criteria import SetSummary
from ui import notices, style
from ui.context import AppContext
from ui.dialogs.annex_dialog import AnnexDialog
from ui.dialogs.copy_set_dialog import CopySetDialog
from ui.dialogs.first_run_dialog import counts_text
from ui.dialogs.pack_dialog import PackDialog
from ui.dialogs.targets_dialog import TargetsDialog
from ui.views.settings_view.section import Section
from ui.widgets.issue_list import IssueList
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page import (
    button,
    card,
    clear_layout,
    label,
    section_header,
)
from ui.widgets.record_form import CalmComboBox

SETS_WHY = (
    "Bộ tiêu chí theo dõi hiện ở ô “Bộ” phía trên. Nội dung chưa đối chiếu với văn bản gốc được "
    "đánh dấu “? chưa đối chiếu”."
)

OWN_WHY = (
    "Bộ sao chép, đọc từ phụ lục hoặc thêm từ tệp; nằm trong thư mục dữ liệu này và sửa được cấu "
    "trúc. Bộ có sẵn của chương trình thì sao chép rồi sửa bản sao."
)
PROBLEMS = "Tệp bộ riêng chưa dùng được (sửa tệp, hoặc thêm lại tệp đúng):"
PACK_PATTERN = "Tệp bộ tiêu chí (*.json)"
REPLACE = "Dữ liệu này đã có bộ “{name}” (mã {set_id}) với nội dung khác. Thay bằng tệp vừa chọn?"
REPLACE_MORE = "Số liệu đã nhập vẫn giữ theo mã; bản cũ được giữ lại để hoàn tác."
REMOVE_MORE = "Chỉ xóa được bộ chưa có số liệu nào. Bộ đã xóa vẫn lấy lại được ở trang này."
REMOVED = "Bộ đã xóa, còn lấy lại được:"
NO_GROUP = "Theo dõi “{name}” mà chưa chọn nhóm xã, vùng?"
NO_GROUP_MORE = (
    "Bộ này có mức yêu cầu riêng cho từng nhóm. Chưa chọn nhóm thì chưa biết mức nào áp dụng, nên "
    "{count} chỉ tiêu chưa đánh giá được. Chọn nhóm ở ô dưới tên bộ; chọn sau cũng được."
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
        copy: Callable[[str], None],
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
        self.copy = button("Sao chép…", partial(copy, summary.id), icon="copy")
        for made in (self.targets, self.copy, self.stop):
            head.addWidget(made)
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


class OwnCard(QFrame):
    """One set of the office's own: its structure, its targets, and its removal."""

    def __init__(
        self,
        found: CriteriaSet,
        edit: Callable[[str], None],
        targets: Callable[[str], None],
        remove: Callable[[str], None],
    ) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.set_id = found.id
        self.edit = button("Sửa cấu trúc…", partial(edit, found.id), icon="edit")
        self.targets = button("Mức, câu chữ…", partial(targets, found.id))
        self.remove = button("Xóa bộ", partial(remove, found.id), kind="quiet")
        texts = QVBoxLayout()
        texts.setSpacing(style.TINY)
        texts.addWidget(label(found.short_name, "strong", wrap=True))
        facts = f"Mã {found.id}. {_set_facts(criteria.summary(found))}"
        texts.addWidget(label(facts, "small", wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(style.LARGE, style.SMALL, style.LARGE, style.SMALL)
        row.setSpacing(style.SMALL)
        row.addLayout(texts, 1)
        for made in (self.edit, self.targets, self.remove):
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)


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
        self._is_offered = False
        context.data_changed.connect(lambda _: self._put_offer_away())
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
        self.add(holder, section_header("Theo dõi thêm bộ khác"))
        self.add(card(row, self.other_facts, self.other_group, margin=style.MEDIUM))
        self._lay_out_own()
        self.column.addStretch(1)

    def _lay_out_own(self) -> None:
        """Place the office's own sets, what is wrong with their files, and the ways to more."""
        self.notice = NoticeBar(self)
        self.own_cards: list[OwnCard] = []
        self._own = QVBoxLayout()
        self._own.setSpacing(style.SMALL)
        self._own.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        holder.setLayout(self._own)
        self.read_annex = button("Đọc từ phụ lục quyết định…", self._read_annex, icon="receive")
        self.add_file = button("Thêm tệp .json…", self._add_file, icon="add")
        self.problems_head = label(PROBLEMS, "warning", wrap=True)
        self.problems = IssueList("Bộ riêng chưa dùng được")
        self.problems.setFixedHeight(4 * style.row_height())
        self._removed = QVBoxLayout()
        self._removed.setSpacing(style.TINY)
        self._removed.setContentsMargins(0, 0, 0, 0)
        self.removed = QWidget()
        self.restores: list[QPushButton] = []
        self.removed.setLayout(self._removed)
        self.add(section_header("Bộ riêng của đơn vị", self.add_file, self.read_annex))
        self.add(label(OWN_WHY, "small", wrap=True), self.notice)
        self.add(self.problems_head, self.problems, holder, self.removed)

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
                self._copy,
            )
            for set_id, group in followed.items()
            if set_id in summaries
        ]
        for made in self.cards:
            self._list.addWidget(made)
        if not self.cards:
            self._list.addWidget(label("Chưa theo dõi bộ tiêu chí nào.", "muted"))
        self._fill_other([one for one in summaries.values() if one.id not in followed])
        self._show_own()

    def _show_own(self) -> None:
        """Show the office's own sets and which files are not in order."""
        workspace = self.context.workspace
        clear_layout(self._own)
        self.own_cards = [
            OwnCard(criteria.criteria_set(one), self._edit, self._open_targets, self._remove)
            for one in pack_editor.own_set_ids(workspace)
        ]
        for made in self.own_cards:
            self._own.addWidget(made)
        if not self.own_cards:
            self._own.addWidget(label("Chưa có bộ riêng nào.", "muted"))
        self._show_removed()
        found = [
            Issue(one.severity, one.where, f"{one.where}: {one.text}")
            for one in pack_editor.problems(workspace)
        ]
        self.problems.set_issues(found)
        self.problems.setVisible(bool(found))
        self.problems_head.setVisible(bool(found))

    def _show_removed(self) -> None:
        """List the own sets that were removed, each with the way back."""
        clear_layout(self._removed)
        self.restores = []
        found = pack_editor.removed_sets(self.context.workspace)
        if found:
            self._removed.addWidget(label(REMOVED, "small"))
        for one in found:
            row = QHBoxLayout()
            row.setSpacing(style.SMALL)
            row.addWidget(label(f"{one.short_name} (mã {one.id})", wrap=True), 1)
            back = button("Lấy lại", partial(self._restore, one.id), icon="undo", kind="quiet")
            back.setAccessibleName(f"Lấy lại bộ {one.short_name}")
            self.restores.append(back)
            row.addWidget(back)
            self._removed.addLayout(row)
        self.removed.setVisible(bool(found))

    def _restore(self, set_id: str) -> None:
        """Bring a removed own set back."""
        found = pack_editor.restore_set(self.context.workspace, set_id)
        self.notice.hide()
        self.context.reload_all()
        followed = any(one.set_id == set_id for one in self.context.workspace.followed())
        more = "" if followed else " Muốn dùng thì theo dõi lại bộ này."
        self.context.status_said.emit(f"Đã lấy lại bộ {found.short_name}.{more}")
        self.reload()

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
        """Follow the chosen set from now on; a set with groups is not followed without asking."""
        set_id, group = str(self.other.currentData()), self.other_group.currentData()
        found = criteria.criteria_set(set_id)
        count = criteria.group_dependent(found)
        if group is None and count:
            question = NO_GROUP.format(name=found.short_name)
            more = NO_GROUP_MORE.format(count=count)
            if not notices.confirm(question, "Theo dõi, chọn nhóm sau", more):
                return
        if not self._agreed(set_id, group):
            return
        self.context.do(
            lambda workspace: criteria.follow(workspace, set_id, group),
            said=f"Đã theo dõi {found.short_name}.",
        )
        if not self.context.set_id:
            self.context.choose_set(set_id)

    def _choose_group(self, set_id: str, group: str | None) -> None:
        """Apply the targets of another commune group, after a question where it changes much."""
        if self._agreed(set_id, group):
            self.context.do(lambda workspace: criteria.follow(workspace, set_id, group))
        else:
            self.reload()

    def _agreed(self, set_id: str, group: str | None) -> bool:
        """Say whether no locked period comes out otherwise, or the person wants it nevertheless."""
        doubts = locked_outcomes.under_group(self.context.workspace, set_id, group)
        return notices.agreed(doubts, "Vẫn ghi")

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

    def _copy(self, set_id: str) -> None:
        """Make an own set of a followed one."""
        dialog = CopySetDialog(self.context, set_id, self.window())
        dialog.exec()
        dialog.deleteLater()
        self.reload()

    def _edit(self, set_id: str) -> None:
        """Edit the structure of an own set."""
        dialog = PackDialog(self.context, set_id, self.window())
        dialog.exec()
        dialog.deleteLater()
        self.reload()

    def _remove(self, set_id: str) -> None:
        """Remove an own set, after a question; one with data is refused in words."""
        name = criteria.criteria_set(set_id).short_name
        if not notices.confirm(f"Xóa bộ “{name}”?", "Xóa bộ", REMOVE_MORE, danger=True):
            return
        said = f"Đã xóa bộ {name}."
        touched = self.context.do(
            lambda workspace: pack_editor.remove_set(workspace, set_id), said=said
        )
        if self.context.set_id == set_id:
            left = [one.id for one in criteria.followed_sets(self.context.workspace)]
            self.context.choose_set(left[0] if left else "")
        self.context.reload_all()
        self.reload()
        back = self._undo_removal if touched.any("followed_set") else partial(self._restore, set_id)
        self.notice.show_notice(said, action="Hoàn tác", on_action=back)
        self._is_offered = True

    def _undo_removal(self) -> None:
        """Take back the step that followed a removed set no longer: its file comes with it."""
        undone = self.context.do(history.undo)
        if undone is not None:
            self.context.status_said.emit(f"Đã hoàn tác: {undone.label}")
        self.notice.hide()
        self.context.reload_all()
        self.reload()

    def _put_offer_away(self) -> None:
        """Put the offer away after another change: undo would take back something else now."""
        if self._is_offered:
            self._is_offered = False
            self.notice.hide()

    def _add_file(self) -> None:
        """Add a pack file to the own sets; one of the same id is replaced after a question."""
        name, _ = QFileDialog.getOpenFileName(self, "Thêm tệp bộ tiêu chí", "", PACK_PATTERN)
        if not name:
            return
        path = Path(name)
        workspace = self.context.workspace
        held = pack_editor.replaced_by(workspace, path)
        if held is not None:
            question = REPLACE.format(name=held.short_name, set_id=held.id)
            found = criteria.read_pack(criteria.read_pack_text(path), path)
            locked = locked_outcomes.under_pack(workspace, found)
            more = f"{REPLACE_MORE}\n{notices.doubt_lines(locked)}".rstrip()
            if not notices.confirm(question, "Thay bộ cũ", more):
                return
        found = criteria.add_set(workspace, path, replace=held is not None)
        self.context.reload_all()
        self.context.status_said.emit(f"Đã thêm bộ {found.short_name}.")
        self.reload()

    def _stop(self, summary: SetSummary) -> None:
        """Follow a set no longer, after a question; its values stay."""
        question = f"Thôi theo dõi {summary.short_name}?"
        more = "Số liệu đã nhập theo bộ này vẫn được giữ; theo dõi lại thì hiện ra như cũ."
        if not notices.confirm(question, "Thôi theo dõi", more):
            return
        if not self._agreed(summary.id, None):
            return
        key = followed_key(self.context.workspace.owner, summary.id)
        self.context.do(lambda workspace: records.delete_record(workspace, "followed_set", key))
        left = [one.id for one in criteria.followed_sets(self.context.workspace)]
        if self.context.set_id not in left:
            self.context.choose_set(left[0] if left else "")
