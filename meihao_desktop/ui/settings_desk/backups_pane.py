"""备份与恢复 on the settings desk: the backups there are, verified, made now, or restored."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.progress import Watch
from meihao_desktop.operations import back_up_round, restore_round
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.restore_round import BackupRow, Loss
from meihao_desktop.ui import background, theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.restore_dialog import RestoreDialog
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import EmptyState, Notice
from meihao_desktop.ui.widgets.asking import confirmed, is_accepted
from meihao_desktop.ui.widgets.rows_model import RIGHT, Column
from meihao_desktop.ui.widgets.table_view import TableView
from meihao_desktop.ui.widgets.text import caption, title
from meihao_desktop.ui.widgets.work_line import WorkLine

WHAT_FOR = (
    "每份备份都含全部记录。“恢复到这里”用选中的备份顶替现在的数据，事先列出会丢失什么，并自动备份现状；"
    "“恢复到空文件夹”不影响现在的评审，恢复出来的是较旧的副本，打开后只能查看，由两人启用后才能继续。"
)
NOTHING = "还没有备份。提交评分表、进入下一阶段和关闭评审时会自动备份。"
WARNING = "将把这份备份校验后写入“{}”。备份之后的记录不在其中；现在的评审不受影响。"
STOPPED = "已停止，没有留下半份备份。"


class BackupsPane(QWidget):
    """Everybody sees the list; the secretary makes and restores."""

    def __init__(self, context: Context, services: Services) -> None:
        super().__init__()
        self._context = context
        self._services = services
        self.verdicts: dict[Path, str] = {}
        self.make = buttons.primary("立即备份", self.back_up, "save")
        self.verify = buttons.plain("逐份校验", self.verify_all, "check")
        self.here_button = buttons.plain("恢复到这里…", self.ask_here, "back")
        self.restore_button = buttons.plain("恢复到空文件夹…", self._ask_folder, "folder")
        self.state = Notice(Tone.NOTE, "note")
        self.work = WorkLine(self)
        self.table = TableView(_columns(self.verdicts))
        self._nothing = EmptyState(NOTHING, "folder")
        self._stack = QStackedWidget()
        self._lay_out()
        self.show_backups()

    def show_backups(self) -> None:
        """Those beside the round and those at the second place, the newest first."""
        second = back_up_round.second_place(self._context.store)
        rows = restore_round.list_backups(
            self._context.folder, *_rounds_at(second) if second is not None else ()
        )
        may = self._context.may(Act.KEEP_BACKUPS)
        self.table.show_rows(rows)
        self._stack.setCurrentWidget(self.table if rows else self._nothing)
        self.make.setVisible(may)
        self.verify.setVisible(bool(rows))
        self.here_button.setVisible(self._context.may(Act.RESTORE_ROUND) and bool(rows))
        self.restore_button.setVisible(may and bool(rows))

    def back_up(self) -> None:
        """Now, read back and checked; both places."""
        job = back_up_round.take(self._context, "手动")
        self._run(
            "正在备份并核对",
            lambda watch: back_up_round.keep(job, watch),
            lambda done: self._end(done.sentence),
        )

    def verify_all(self) -> None:
        """Chain, schema and replay of each; what is found stands in its line."""
        paths = [row.path for row in self.table.rows]
        self._run(
            f"正在校验 {len(paths)} 份备份",
            lambda watch: restore_round.verify_all(paths, watch),
            self._verified,
        )

    def restore(self, backup: Path, folder: Path) -> None:
        """Into an empty folder, verified before and after."""
        self._run(
            f"正在校验并恢复到“{folder}”",
            lambda watch: restore_round.restore(backup, folder, watch),
            lambda _kept: self._end(f"已恢复到“{folder}”，恢复前后都通过了校验。"),
        )

    def ask_here(self) -> None:
        """First what would be lost, then the PINs; the window does the rest."""
        row = self._chosen()
        if row is not None:
            self._run(
                "正在校验这份备份，并与现在的数据比较",
                restore_round.loss_job(self._context, row),
                lambda loss: self._ask_consent(row, loss),
            )

    def _ask_consent(self, row: BackupRow, loss: Loss) -> None:
        self._end("")
        dialog = RestoreDialog(
            row,
            loss,
            restore_round.gate(self._context, row),
            lambda consent: restore_round.order(self._context, row, consent, loss),
            self.window(),
        )
        if is_accepted(dialog) and dialog.order is not None:
            self._services.restore(dialog.order)

    def _ask_folder(self) -> None:
        row = self._chosen()
        if row is None:
            return
        chosen = QFileDialog.getExistingDirectory(self, "选择一个空文件夹")
        if chosen and confirmed("恢复备份", WARNING.format(chosen), self, confirm="校验并恢复"):
            self.restore(row.path, Path(chosen))

    def _chosen(self) -> BackupRow | None:
        row: BackupRow | None = self.table.current
        if row is None or not row.is_readable:
            self._services.say("请先在列表里选一份可以读取的备份。")
            return None
        return row

    def _verified(self, found: dict[Path, tuple[str, ...]]) -> None:
        self.verdicts.update({path: f[0] if f else "通过" for path, f in found.items()})
        bad = sum(bool(faults) for faults in found.values())
        self._end(f"{bad} 份没有通过校验，不能用来恢复。" if bad else "全部通过校验。")

    def _run(
        self, what: str, work: Callable[[Watch], object], on_done: Callable[..., None]
    ) -> None:
        """Beside the window, with how far it is and how long it takes; a stop leaves nothing."""
        self.state.say("")
        task = background.run(
            work,
            owner=self,
            on_done=on_done,
            on_progress=self.work.show_progress,
            on_failed=self._failed,
        )

        def stop() -> None:
            task.cancel()
            self._end(STOPPED)

        self.work.begin(what, stop)
        self._offer(is_free=False)

    def _end(self, sentence: str) -> None:
        self.work.end()
        self.state.say(sentence)
        self._offer(is_free=True)
        self.show_backups()

    def _offer(self, *, is_free: bool) -> None:
        for button in (self.make, self.verify, self.here_button, self.restore_button):
            button.setEnabled(is_free)

    def _failed(self, error: MeihaoError) -> None:
        self._end(str(error))

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        head = QHBoxLayout()
        head.setSpacing(unit)
        head.addWidget(title("备份与恢复"), 1)
        for button in (self.restore_button, self.here_button, self.verify, self.make):
            head.addWidget(button)
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, unit, 0, unit)
        column.setSpacing(unit)
        column.addLayout(head)
        column.addWidget(caption(WHAT_FOR))
        column.addWidget(self.work)
        column.addWidget(self.state)
        column.addWidget(self._stack, 1)


def _rounds_at(place: Path) -> tuple[Path, ...]:
    """The folders of rounds at a second place; none where the stick is not there."""
    root = place / back_up_round.SECOND_FOLDER
    return tuple(sorted(root.iterdir())) if root.is_dir() else ()


def _columns(verdicts: dict[Path, str]) -> tuple[Column, ...]:
    return (
        Column(
            heading="时间",
            text=lambda row: f"{row.at.astimezone():%m-%d %H:%M}" if row.at else "—",
            width=6,
        ),
        Column(heading="阶段", text=lambda row: row.phase or "—", width=4),
        Column(
            heading="缘由",
            text=lambda row: f"{row.reason}（已被恢复取代）" if row.is_replaced else row.reason,
        ),
        Column(heading="记录号", text=lambda row: str(row.seq), width=4, align=RIGHT),
        Column(heading="末端", text=lambda row: row.head[:16].upper() or "不能读取", width=10),
        Column(heading="校验", text=lambda row: verdicts.get(row.path, "未校验"), width=5),
    )
