"""Factors and deductions from the ranking desk: recorded, shown, withdrawn, by two people."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.recorded_term import TermKind
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.tally_rules import TermLimits
from meihao_desktop.operations.context import Context
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.ranking_desk.places_table import PlacesTable
from meihao_desktop.ui.ranking_desk.ranking_page import RankingPage
from meihao_desktop.ui.ranking_desk.terms_dialogs import (
    TermEntryDialog,
    TermsDialog,
    TermWithdrawalDialog,
)
from tests.support.rounds import (
    CHAIR,
    EXPERTS,
    OBSERVER,
    a_plan,
    a_round_in,
    estates,
    open_pin,
    sit,
)

LIMITS = TermLimits(factor_max=Decimal("1.2"), deduction_max=Decimal(3))


@pytest.fixture
def context(opened: list[Context], tmp_path: Path) -> Context:
    opened.append(a_round_in(Phase.COLLATING, tmp_path / "round", a_plan(terms=LIMITS)))
    return opened[0]


@pytest.fixture
def page(qtbot: QtBot, context: Context, services: Services) -> RankingPage:
    page = RankingPage(context, Announcer(), services)
    qtbot.addWidget(page)
    page.resize(1366, 640)
    page.show()
    return page


def dialog_of(kind: type) -> TermsDialog:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def buttons_of(page: RankingPage) -> list[QPushButton]:
    found = [b for b in page.findChildren(QPushButton) if b.text() == "系数和扣分"]
    return [button for button in found if button.isVisible()]


def enter(context: Context, amount: str = "2", *, reason: str = "逾期补正") -> None:
    dialog = dialog_of(TermEntryDialog)
    dialog.write(estates(context)[0], TermKind.DEDUCTION, amount, document="补正通知书")
    dialog._reason.setPlainText(reason)
    dialog._field.setText(open_pin(CHAIR))
    dialog.try_accept()


def in_turn(*steps: Callable[[], object]) -> None:
    """One step after the other; the next is due before a step opens a dialog and stays in it."""
    if steps:
        QTimer.singleShot(0, lambda: (in_turn(*steps[1:]), steps[0]()))


def click(kind: str) -> None:
    """One of the two acts of the list."""
    getattr(dialog_of(TermsDialog), f"{kind}_button").click()


def test_a_deduction_is_entered_counted_and_withdrawn(page: RankingPage, context: Context) -> None:
    seen: list[tuple[str, bool]] = []

    def look() -> None:
        (row,) = dialog_of(TermsDialog).table.rows
        seen.append((row.term.text, row.term.is_in_force))

    def give_back() -> None:
        dialog = dialog_of(TermWithdrawalDialog)
        dialog._reason.setPlainText("文件有误")
        dialog._field.setText(open_pin(CHAIR))
        dialog.try_accept()

    in_turn(
        partial(click, "record"),
        lambda: enter(context),
        look,
        partial(click, "withdraw"),
        give_back,
        look,
        lambda: dialog_of(TermsDialog).accept(),
    )
    buttons_of(page)[0].click()
    assert seen == [("扣 2 分", True), ("扣 2 分", False)]
    (term,) = context.dossier().terms
    assert (term.reason, term.document) == ("逾期补正", "补正通知书")


def test_what_is_missing_is_said_in_the_dialog(page: RankingPage, context: Context) -> None:
    faults: list[str] = []

    def try_it(**more: str) -> None:
        dialog = dialog_of(TermEntryDialog)
        dialog.write(estates(context)[0], TermKind.DEDUCTION, more.pop("amount", "2"),
                     document=more.pop("document", "补正通知书"))  # fmt: skip
        faults.append(dialog.fault())

    in_turn(
        partial(click, "record"),
        lambda: try_it(amount=""),
        lambda: try_it(document=" "),
        try_it,
        lambda: dialog_of(TermEntryDialog).reject(),
        lambda: dialog_of(TermsDialog).accept(),
    )
    buttons_of(page)[0].click()
    assert faults == ["请填写数值，最多两位小数。", "请填写依据文件。", "请写明理由。"]
    assert context.dossier().terms == ()


def test_the_chair_looks_and_records_nothing(page: RankingPage, context: Context) -> None:
    sit(context, CHAIR)
    shown: list[bool] = []
    in_turn(
        lambda: shown.append(dialog_of(TermsDialog).record_button.isVisible()),
        lambda: dialog_of(TermsDialog).accept(),
    )
    buttons_of(page)[0].click()
    assert shown == [False]


def test_before_collating_it_is_reached_from_the_empty_desk(
    qtbot: QtBot, opened: list[Context], tmp_path: Path, services: Services
) -> None:
    context = a_round_in(Phase.SEALED, tmp_path / "round", a_plan(terms=LIMITS))
    opened.append(context)
    page = RankingPage(context, Announcer(), services)
    qtbot.addWidget(page)
    page.show()
    assert len(buttons_of(page)) == 1
    assert page.findChild(PlacesTable).rows == ()


def test_a_round_without_such_rules_and_an_expert_are_offered_nothing(
    qtbot: QtBot, opened: list[Context], tmp_path: Path, services: Services, context: Context
) -> None:
    plain = a_round_in(Phase.COLLATING, tmp_path / "plain")
    opened.append(plain)
    sit(context, EXPERTS[1])
    for each in (plain, context):
        page = RankingPage(each, Announcer(), services)
        qtbot.addWidget(page)
        page.show()
        assert buttons_of(page) == []


def test_the_observer_reads_factors_and_deductions_and_prints_nothing(
    qtbot: QtBot, context: Context, services: Services
) -> None:
    sit(context, OBSERVER)
    watching = RankingPage(context, Announcer(), services)
    qtbot.addWidget(watching)
    watching.resize(1366, 640)
    watching.show()
    (button,) = buttons_of(watching)
    printing = [b for b in watching.findChildren(QPushButton) if "打印" in b.text()]
    assert not any(b.isVisible() for b in printing)

    def look() -> None:
        dialog = dialog_of(TermsDialog)
        assert not dialog.record_button.isVisible()
        assert not dialog.withdraw_button.isVisible()
        dialog.reject()

    QTimer.singleShot(0, look)
    button.click()
