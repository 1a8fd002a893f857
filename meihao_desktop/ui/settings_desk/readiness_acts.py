"""Looking at the machine: at once what is quick, in the background what reads much or writes."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QFileDialog

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.progress import Progress
from meihao_desktop.domain.self_check import CheckItem, CheckResult
from meihao_desktop.operations import back_up_round, check_readiness
from meihao_desktop.operations.check_readiness import Sights
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.print_documents import Paper
from meihao_desktop.ui import background, late
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.settings_desk.readiness_pane import LOOKING, ReadinessPane

SLOW = (CheckItem.PROGRAM, CheckItem.MATERIALS)
PREVIEW, PRESS = "meihao_desktop.ui.preview.preview_dialog", "meihao_desktop.ui.preview.page_press"
PAGES = "meihao_desktop.ui.materials.page_source"


class ReadinessActs:
    """What the buttons of the pane do."""

    def __init__(
        self, context: Context, announcer: Announcer, services: Services, pane: ReadinessPane
    ) -> None:
        self._context = context
        self._announcer = announcer
        self._services = services
        self._pane = pane
        pane.begin_asked.connect(self.begin)
        pane.keep_asked.connect(self.keep)
        pane.print_asked.connect(self.print)
        pane.act_asked.connect(self._act)

    def begin(self) -> None:
        """Everything anew; what reads much goes on beside the window."""
        self._pane.begin_anew()
        self._pane.show_results(check_readiness.look(self._context, self._sights()))
        asked = check_readiness.survey_of(self._context)
        background.run(
            lambda watch: check_readiness.survey(asked, watch),
            owner=self._pane,
            on_done=self._pane.show_results,
            on_progress=lambda progress: self._show_progress(SLOW, progress),
            on_failed=self._slow_failed,
        )

    def keep(self) -> None:
        """Into the records, with the reasons."""
        change = check_readiness.record(
            self._context, tuple(self._pane.results.values()), self._pane.reasons
        )
        self._pane.is_kept()
        self._announcer.tell(change)
        self._services.say("会前自检已保存，请打印后与监督员核对。")

    def print(self) -> None:
        show: Callable[..., None] = late.load(PREVIEW).show_paper
        show(self._context, self._announcer, Paper.SELF_CHECK, parent=self._pane)

    def try_stick(self, place: Path) -> None:
        """Write to a stick and read back."""
        self._pane.show_looking((CheckItem.STICK,), f"正在写入“{place}”并读回……")
        background.run(
            lambda watch: check_readiness.try_stick(place, watch),
            owner=self._pane,
            on_done=lambda result: self._pane.show_results((result,)),
        )

    def choose_place(self, place: Path) -> None:
        """The second place of backups; the item is looked at again."""
        self._announcer.tell(back_up_round.choose_place(self._context, place))
        self._pane.show_results(
            result
            for result in check_readiness.look(self._context, self._sights())
            if result.item is CheckItem.BACKUPS
        )

    def _act(self, item: CheckItem, word: str) -> None:
        acts: dict[str, Callable[[], None]] = {
            "trial": self._print_trial,
            "stick": lambda: self._with_folder("选择要测试的 U 盘", self.try_stick),
            "place": lambda: self._with_folder("选择第二处备份位置", self.choose_place),
            "same": lambda: self._answer(item, self._clock_told("相符"), is_good=True),
            "differs": lambda: self._answer(
                item, self._clock_told("不符，请先校准电脑时间再重新自检"), is_good=False
            ),
            "sharp": lambda: self._answer(item, self._printer_told("打印清楚"), is_good=True),
            "blurred": lambda: self._answer(item, self._printer_told("不清楚"), is_good=False),
        }
        acts[word]()

    def _answer(self, item: CheckItem, told: str, *, is_good: bool) -> None:
        result = self._pane.results[item]
        self._pane.show_results((check_readiness.answered(result, told, is_good=is_good),))

    def _clock_told(self, verdict: str) -> str:
        moment = self._context.now()
        return f"电脑时间 {moment:%Y-%m-%d %H:%M}，秘书与手表核对：{verdict}。"

    def _printer_told(self, verdict: str) -> str:
        names = "、".join(self._sights().printers) or "打印机"
        return f"{names}：已打印测试页，秘书查看：{verdict}。"

    def _with_folder(self, heading: str, act: Callable[[Path], None]) -> None:
        chosen = QFileDialog.getExistingDirectory(self._pane, heading)
        if chosen:
            act(Path(chosen))

    def _print_trial(self) -> None:
        data = check_readiness.trial_page(self._context)
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("打印机测试页")
        dialog = QPrintDialog(printer, self._pane)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            paper = late.load(PAGES).PageSource(data)
            late.load(PRESS).press(paper, printer, [0], lambda _done: None)
        dialog.deleteLater()

    def _sights(self) -> Sights:
        size = self._pane.screen().size()
        names = tuple(QPrinterInfo.availablePrinterNames())
        return Sights(screen=(size.width(), size.height()), printers=names)

    def _show_progress(self, items: tuple[CheckItem, ...], progress: Progress) -> None:
        percent = f"{progress.percent}%" if progress.percent is not None else ""
        self._pane.show_looking(items, f"{LOOKING}{percent}")

    def _slow_failed(self, error: MeihaoError) -> None:
        self._pane.show_results(
            CheckResult(item=item, outcome=check_readiness.Outcome.FAILED, told=str(error))
            for item in SLOW
        )
