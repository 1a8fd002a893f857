"""The ranking desk: the places, why they are so, their picture, and the papers of the result."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from meihao_desktop.domain.permission import Act
from meihao_desktop.operations import advise, rank_estates
from meihao_desktop.operations.advise import AdviceDesk
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.print_documents import Paper
from meihao_desktop.operations.rank_estates import RankingDesk
from meihao_desktop.ui import late, theme
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.page import HeavyPage, Services
from meihao_desktop.ui.ranking_desk.advice_tab import AdviceTab
from meihao_desktop.ui.ranking_desk.advice_tabs import (
    IntervalsTab,
    MatrixTab,
    ProfileTab,
    SeverityTab,
)
from meihao_desktop.ui.ranking_desk.agreement_tab import AgreementTab
from meihao_desktop.ui.ranking_desk.chart_pane import ChartPane
from meihao_desktop.ui.ranking_desk.pane_room import PaneRoom
from meihao_desktop.ui.ranking_desk.picture_request import PictureRequest
from meihao_desktop.ui.ranking_desk.place_rows import PlaceRow
from meihao_desktop.ui.ranking_desk.places_pane import PlacesPane
from meihao_desktop.ui.ranking_desk.reasons_pane import ReasonsPane
from meihao_desktop.ui.ranking_desk.terms_acts import TermsActs
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Bar, EmptyState, Notice
from meihao_desktop.ui.widgets.text import caption

CLOSED = "排名在汇总阶段开始之后才显示；评分期间任何人都看不到得分和名次。"
BARE = "还没有可以排名的小区。"


class RankingPage(HeavyPage):
    """Reads the ranking anew only while it is in view."""

    def __init__(self, context: Context, announcer: Announcer, services: Services) -> None:
        super().__init__("排名台")
        self._context = context
        self._announcer = announcer
        self._services = services
        self._desk: RankingDesk | None = None
        self._advice: AdviceDesk | None = None
        self._draft = Notice(Tone.WARNING, "warning")
        self._tie = Notice(Tone.BLOCKING, "blocking")
        self._places = PlacesPane()
        self._reasons = ReasonsPane()
        self._chart = ChartPane()
        self._profile = ProfileTab(self._read_advice)
        self._tabs: dict[str, AdviceTab] = {
            "矩阵": MatrixTab(self._read_advice),
            "宽严": SeverityTab(self._read_advice),
            "区间": IntervalsTab(self._read_advice),
            "剖面": self._profile,
            "一致": AgreementTab(self._read_advice),
        }
        self._room = PaneRoom(self._places, self._reasons, self._chart, self._tabs)
        self._agenda = buttons.plain("在大屏上显示会议议程", self._show_agenda, "slides")
        self._terms = TermsActs(context, announcer, self)
        self._empty = EmptyState(CLOSED, "lock", _stacked(self._agenda, self._terms.buttons[0]))
        self._foot = Bar(is_foot=True)
        self._prints: list[QWidget] = []
        self._code = caption(is_selectable=True)
        self._stack = QStackedWidget()
        self._places.chosen.connect(self._show_reasons)
        self._chart.picture_asked.connect(self._save_picture)
        self._chart.print_asked.connect(self._print_advice)
        for tab in self._tabs.values():
            tab.picture_asked.connect(self._save_picture)
            tab.print_asked.connect(self._print)
        self._lay_out()
        self.show_snapshot()

    def cares_about(self, change: Change) -> bool:
        return change not in (Change(), Change(is_printings=True))

    def show_target(self, target: str) -> None:
        """An estate's id, or the key of a finding about estates."""
        if self._desk is None:
            return
        keyed = (row.finding for row in self._desk.findings if row.finding.key == target)
        finding = next(keyed, None)
        estate = finding.where.estate.split("+")[0] if finding else target
        self._room.show_places()
        self._places.choose(estate)

    def keys(self) -> tuple[tuple[str, str], ...]:
        return (
            ("↑ ↓", "换一个小区，说明随之更新"),
            ("Ctrl+1 … Ctrl+3", "名次、说明、分布"),
            ("Ctrl+4 … Ctrl+8", "矩阵、宽严、区间、剖面、一致（参考分析）"),
        )

    def show_snapshot(self) -> None:
        self._desk = self._advice = None
        if self._context.may(Act.SEE_ALL_SCORES):
            self._desk = rank_estates.ranking_desk(self._context)
        desk = self._desk
        is_filled = desk is not None and bool(desk.dossier.estates)
        self._stack.setCurrentIndex(1 if is_filled else 0)
        self._empty.say(CLOSED if desk is None else BARE)
        self._agenda.setVisible(self._context.may(Act.SHOW_AGENDA))
        self._terms.refresh()
        may_print = desk is not None and desk.may_print
        for act in self._prints:
            act.setVisible(may_print)
        self._foot.setVisible(desk is not None and (may_print or self._terms.are_shown))
        if desk is None or not is_filled:
            return
        self._code.setText(f"校验码 {desk.check_code}")
        self._say_what_is_open(desk)
        self._places.show_desk(desk)
        self._chart.show_desk(desk)
        for tab in self._tabs.values():
            tab.outdate()
        self._show_reasons(self._places.current)

    def _read_advice(self) -> AdviceDesk | None:
        """Worked out when a page of advice is first looked at, then kept until things change."""
        if self._advice is None and self._desk is not None:
            self._advice = advise.advice(self._context)
        return self._advice

    def _say_what_is_open(self, desk: RankingDesk) -> None:
        """A draft says so; an undecided tie says who must do what."""
        waiting = len(desk.standing.waiting)
        undecided = [line for line in desk.standing.ranking.cut_lines if not line.is_decided]
        told = ""
        if waiting:
            told = f"草稿：还有 {waiting} 份评分表没有提交，名次可能变化。"
        elif not desk.is_final and not undecided:
            told = f"草稿：评审处于“{desk.phase.value}”阶段，定稿之前名次仍可能变化。"
        self._draft.say(told)
        turns = desk.standing.ranking.runners_up.sentence
        open_ones = [*(line.sentence for line in undecided), turns]
        self._tie.say("".join(dict.fromkeys(open_ones)))

    def _show_reasons(self, row: PlaceRow | None) -> None:
        if row is not None and self._desk is not None:
            self._reasons.show_row(row, self._desk)
            self._profile.choose(row.estate.id)

    def _go_to_tie(self) -> None:
        rows = self._desk.findings if self._desk else ()
        key = next((row.finding.key for row in rows if row.finding.code == "tie"), "")
        self._services.show_desk("secretary", key)

    def _print(self, paper: Paper) -> None:
        show: Callable[..., None] = late.load("meihao_desktop.ui.preview.preview_dialog").show_paper
        show(self._context, self._announcer, paper, parent=self)

    def _save_picture(self, request: PictureRequest) -> None:
        if self._desk is None:
            return
        target = late.load("meihao_desktop.ui.ranking_desk.saved_picture").save(
            request, self._desk, self._context.folder / "exports", parent=self
        )
        if target:
            self._services.say(f"图片已保存到 {target}")

    def _print_advice(self) -> None:
        self._print(Paper.ADVICE)

    def _show_agenda(self) -> None:
        self._services.show_wall("agenda")

    def _show_reveal(self) -> None:
        self._services.show_wall("reveal")

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        self._tie.acts.addWidget(buttons.plain("去处理", self._go_to_tie, "go"))
        filled = QWidget()
        inner = QVBoxLayout(filled)
        inner.setContentsMargins(unit * 2, unit, unit * 2, unit)
        inner.setSpacing(unit)
        for part in (self._draft, self._tie):
            inner.addWidget(part)
        inner.addWidget(self._room, 1)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(filled)
        self._code.setWordWrap(False)
        self._foot.content.addWidget(self._code)
        wall = _wall_button(self._show_reveal, self._show_agenda)
        self._prints.append(wall)
        self._foot.content.addWidget(wall)
        self._foot.content.addWidget(self._terms.buttons[1])
        self._foot.content.addStretch(1)
        for words, paper, icon_name in (
            ("导出电子表格", Paper.RANKING_WORKBOOK, "table"),
            ("得分汇总表", Paper.TALLY, "print"),
        ):
            act = buttons.plain(words, lambda wanted=paper: self._print(wanted), icon_name)
            self._prints.append(act)
            self._foot.content.addWidget(act)
        print_it = buttons.primary("打印排名表", lambda: self._print(Paper.RANKING), "print")
        self._prints.append(print_it)
        self._foot.content.addWidget(print_it)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self._foot)


def _wall_button(show_reveal: Callable[[], None], show_agenda: Callable[[], None]) -> QWidget:
    button = buttons.plain("大屏", None, "slides")
    menu = QMenu(button)
    menu.addAction("公布名次（从最后一名到第一名）", show_reveal)
    menu.addAction("会议议程（谁在何时离场）", show_agenda)
    button.setMenu(menu)
    return button


def _stacked(*acts: QWidget) -> QWidget:
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    for act in acts:
        column.addWidget(act)
    return both
