"""The agenda: estates grouped by who must leave, nobody called out without need."""

from meihao_desktop.domain.agenda import AgendaItem, agenda_of
from meihao_desktop.domain.recusal import RecusalStatus
from tests.support.builders import a_dossier, a_recusal, a_veto


def agenda(*recusals: tuple[int, int], **fields: object) -> tuple[AgendaItem, ...]:
    given = [a_recusal(expert, estate) for expert, estate in recusals]
    return agenda_of(a_dossier([90, 80, 70, 60], recusals=given, **fields))


def names(item: AgendaItem) -> list[str]:
    return [estate.name for estate in item.estates]


def test_first_come_the_estates_that_everybody_may_hear() -> None:
    first, second = agenda((2, 1))
    assert names(first) == ["长城二花园", "凯旋会花园", "保利花园"]
    assert (first.number, first.call) == (1, "全体评审专家在场")
    assert (names(second), second.call) == (["朗悦花园"], "请回避离场：专家02")
    assert second.estates[0].county == "第1县"


def test_estates_that_the_same_people_avoid_come_together() -> None:
    _, second, third = agenda((3, 2), (2, 1), (2, 2), (3, 1), (2, 4))
    assert (names(second), second.leaving) == (["朗悦花园", "长城二花园"], ("专家02", "专家03"))
    assert (names(third), third.leaving) == (["保利花园"], ("专家02",))


def test_whoever_may_come_back_is_called_back() -> None:
    _, second, third = agenda((2, 1), (3, 2))
    assert second.welcome == ""
    assert third.welcome == "请回到会场：专家02"


def test_a_dismissed_or_hinted_interest_sends_nobody_out() -> None:
    given = [
        a_recusal(2, 1, RecusalStatus.DISMISSED),
        a_recusal(3, 2, RecusalStatus.HINT),
        a_recusal(4, 3, RecusalStatus.DECLARED),
    ]
    items = agenda_of(a_dossier([90, 80, 70], recusals=given))
    assert [item.leaving for item in items] == [(), ("专家04",)]


def test_a_vetoed_estate_is_not_dealt_with() -> None:
    (only,) = agenda_of(a_dossier([90, 80], vetoes=[a_veto(1)]))
    assert names(only) == ["长城二花园"]


def test_no_estate_leaves_no_agenda() -> None:
    assert agenda_of(a_dossier()) == ()
