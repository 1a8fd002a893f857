"""签到表: who is expected, who came and went, and room for everybody's ink."""

from dataclasses import replace
from datetime import timedelta

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.panel import Person, PersonId, ReviewPanel, Seat
from meihao_desktop.printing.attendance_pdf import RULE, attendance_pdf
from tests.printing.papers_at_hand import STAMP, a_full_dossier, seen, squeezed
from tests.support.builders import NOON, a_rehearsal, an_expert


def with_people(dossier: Dossier, *people: Person, seats: dict[str, Seat]) -> Dossier:
    known = (*dossier.panel.people, *people)
    seated = tuple(
        replace(person, seat=seats[person.id]) if person.id in seats else person for person in known
    )
    return replace(dossier, panel=ReviewPanel(seated))


def printed(*people: Person, **seats: Seat) -> str:
    return seen(attendance_pdf(with_people(a_full_dossier(), *people, seats=seats), STAMP))


def test_everybody_is_listed_with_the_chair_first() -> None:
    text = printed()
    assert "1专家01组长物业协会01" in text
    assert "7监督员监督员" in text
    assert "评审专家5人，工作和监督人员2人" in text
    assert squeezed(RULE) in text


def test_coming_and_going_is_told_by_the_clock_of_the_room() -> None:
    seat = Seat(arrived_at=NOON, left_at=NOON + timedelta(hours=2))
    assert "物业协会0220:002025-09-1022:002025-09-10" in printed(P02=seat)


def test_reserves_and_those_who_were_replaced_say_so() -> None:
    left = Seat(replaced_by=PersonId("P06"))
    text = printed(an_expert(7, seat=Seat(is_reserve=True)), an_expert(6), P02=left)
    assert "专家07后备" in text
    assert "已更换，由专家06接替" in text.replace("由专家\n06", "由专家06")
    assert "后备1人" in text


def test_it_is_signed_by_secretary_and_observer() -> None:
    text = printed()
    for label in ("秘书：", "监督员：", "日期："):
        assert label in text


def test_a_rehearsal_is_marked() -> None:
    dossier = a_full_dossier(review_round=a_rehearsal())
    assert "演练签到表" in seen(attendance_pdf(dossier, STAMP))
