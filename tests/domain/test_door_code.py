"""Which findings of the counter say that something is not there."""

from meihao_desktop.domain.door_code import LEFT_OUT, MISSING, is_left_out, is_missing
from meihao_desktop.domain.finding import Where
from meihao_desktop.intake.door_findings import Door
from meihao_desktop.intake.refusals import LeftOut


def test_every_refusal_of_a_file_and_nothing_else_counts_as_left_out() -> None:
    assert {left.code for left in LeftOut} == LEFT_OUT


def test_whatever_is_called_missing_is_a_finding_of_the_counter() -> None:
    assert {f"door_{door.name.lower()}" for door in Door} >= MISSING
    assert not LEFT_OUT & MISSING


def test_a_finding_is_one_or_the_other_or_none() -> None:
    gone = LeftOut.LINK.found(Where(file="a.lnk"))
    form = Door.FORM_MISSING.found(Where(estate="朗悦花园"))
    assert (is_left_out(gone), is_missing(gone)) == (True, False)
    assert (is_left_out(form), is_missing(form)) == (False, True)
