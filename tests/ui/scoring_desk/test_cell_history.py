"""Undo and redo of one sheet."""

from decimal import Decimal

from meihao_desktop.domain.rubric import CriterionId
from meihao_desktop.domain.score_sheet import ScoreCell
from meihao_desktop.ui.scoring_desk.cell_history import CellHistory, Step

ONE, TWO = CriterionId("1.1"), CriterionId("1.2")
EMPTY, THREE, FOUR = ScoreCell(), ScoreCell(points=Decimal(3)), ScoreCell(points=Decimal(4))


def test_steps_are_undone_last_first_and_redone_in_their_order() -> None:
    history = CellHistory()
    first, second = Step(ONE, EMPTY, THREE), Step(TWO, EMPTY, FOUR)
    history.note(first)
    history.note(second)
    assert history.undoable == second
    history.undone()
    assert (history.undoable, history.redoable) == (first, second)
    history.redone()
    assert (history.undoable, history.redoable) == (second, None)


def test_a_new_entry_gives_up_what_was_undone() -> None:
    history = CellHistory()
    history.note(Step(ONE, EMPTY, THREE))
    history.undone()
    history.note(Step(TWO, EMPTY, FOUR))
    assert history.redoable is None


def test_what_is_typed_in_one_go_is_undone_in_one_go() -> None:
    history = CellHistory()
    history.note(Step(ONE, EMPTY, ScoreCell(reason="有"), session=2))
    history.note(Step(ONE, ScoreCell(reason="有"), ScoreCell(reason="有记录"), session=2))
    history.note(Step(ONE, ScoreCell(reason="有记录"), THREE, session=4))
    history.undone()
    assert history.undoable == Step(ONE, EMPTY, ScoreCell(reason="有记录"), session=2)


def test_single_choices_are_never_joined() -> None:
    history = CellHistory()
    history.note(Step(ONE, EMPTY, THREE))
    history.note(Step(ONE, THREE, FOUR))
    history.undone()
    assert history.undoable == Step(ONE, EMPTY, THREE)


def test_an_empty_history_offers_nothing() -> None:
    history = CellHistory()
    assert history.undoable is None
    assert history.redoable is None
