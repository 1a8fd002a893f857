"""Says how far names and units were looked for in the materials, and starts the search."""

from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.progress import Progress
from meihao_desktop.operations import find_interests
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.find_interests import FoundMentions, MentionsDesk
from meihao_desktop.ui import background
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.background import Task
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Bar
from meihao_desktop.ui.widgets.text import body

SEARCH, STOP = "比对材料", "停止"


class MentionsBar(Bar):
    """A sentence and a button; the host calls ``refresh`` whenever people or materials changed."""

    def __init__(
        self, context: Context, announcer: Announcer, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._announcer = announcer
        self._task: Task | None = None
        self.sentence = body()
        self.button = buttons.plain(SEARCH, self._press, "search")
        self.content.addWidget(self.sentence, 1)
        self.content.addWidget(self.button)

    def refresh(self) -> None:
        """What is known now; a search under way goes on saying how far it is."""
        desk = find_interests.mentions_desk(self._context)
        self.setVisible(desk.estates > 0)
        self.button.setVisible(desk.may_search and (desk.due > 0 or self._task is not None))
        if self._task is None:
            self.button.setText(SEARCH)
            self.sentence.setText(state_sentence(desk))

    def _press(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._finish()
            return
        groups = find_interests.mention_files(self._context)
        self.button.setText(STOP)
        self.sentence.setText(f"正在比对 {len(groups)} 个小区的材料……")
        self._task = background.run(
            lambda watch: find_interests.find(groups, watch),
            owner=self,
            on_done=self._keep,
            on_progress=self._show_progress,
            on_failed=self._fail,
        )

    def _show_progress(self, progress: Progress) -> None:
        if self._task is not None:
            self.sentence.setText(
                f"正在比对材料：{progress.done_files}/{progress.total_files} 个文件"
            )

    def _keep(self, found: tuple[FoundMentions, ...]) -> None:
        self._task = None
        self._announcer.tell(find_interests.keep(self._context, found))
        self.refresh()

    def _fail(self, error: Exception) -> None:
        self._finish()
        self.sentence.setText(f"比对没有完成：{error}")

    def _finish(self) -> None:
        self._task = None
        self.refresh()


def state_sentence(desk: MentionsDesk) -> str:
    """Whether the search is due, and what it found; what cannot be searched is never left out."""
    if desk.is_new:
        return "还没有在材料中比对过评审小组的姓名和单位。"
    found = (
        f"在材料中查到 {desk.found} 处人员与小区的对应"
        if desk.found
        else "材料中没有查到姓名或单位"
    )
    unread = f"；{desk.unread} 个文件没有文字（照片、扫描件），须人工查看" if desk.unread else ""
    if desk.due:
        return f"成员或材料有变化，{desk.due} 个小区需重新比对。其余小区{found}{unread}。"
    return f"已比对全部小区，{found}{unread}。"
