"""What stands on the wall: who leaves, the places from the last to the first, nobody's points."""

from meihao_desktop.domain.agenda import agenda_of
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.reveal import reveal_of
from meihao_desktop.domain.standing import standing_of
from meihao_desktop.operations.present_meeting import Agenda, Reveal
from meihao_desktop.ui.projector.slides import ALL_TOLD, Slide, agenda_slides, reveal_slides
from tests.support.builders import a_dossier, a_recusal

LINES = {"nomination_quota": 1, "shortlist_size": 2}


def agenda(dossier: Dossier) -> tuple[Slide, ...]:
    return agenda_slides(Agenda(title="评审", mark="", items=agenda_of(dossier)))


def reveal(dossier: Dossier, outside: int = 0) -> tuple[Slide, ...]:
    steps = reveal_of(dossier, standing_of(dossier))
    return reveal_slides(Reveal(title="评审", mark="", steps=steps, outside=outside))


def test_each_part_of_the_meeting_calls_who_leaves_and_who_comes_back() -> None:
    dossier = a_dossier([90, 80, 70], recusals=[a_recusal(2, 1), a_recusal(3, 2)])
    first, everybody, second, third = agenda(dossier)
    assert (first.call, first.note) == ("会议议程", "共 3 个小区，按回避情况分 3 段进行")
    assert everybody.call == "全体评审专家在场"
    assert (second.heading, second.call) == ("会议议程　第 2/3 段", "请回避离场：专家02")
    assert [name.name for name in second.names] == ["朗悦花园"]
    assert third.note == "请回到会场：专家02"


def test_many_estates_are_shown_in_parts_that_can_be_read() -> None:
    slides = agenda(a_dossier([90] * 20))
    assert [len(slide.names) for slide in slides] == [0, 8, 8, 4]
    assert slides[1].heading == "会议议程　第 1/1 段（1/3）"


def test_an_empty_agenda_says_so() -> None:
    (only,) = agenda(a_dossier())
    assert only.note == "还没有收到小区的材料"


def test_places_are_told_one_by_one_and_stay_at_the_side() -> None:
    slides = reveal(a_dossier([90, 80, 70, 60], **LINES))
    assert [slide.call for slide in slides] == [
        "名次公布", "第 4 名", "第 3 名", "第 2 名", "第 1 名", ALL_TOLD,
    ]  # fmt: skip
    assert slides[1].told == ()
    assert [told.name for told in slides[3].told] == ["凯旋会花园", "保利花园"]
    assert slides[2].announcement == "以下公布拟公示前 2 名"
    assert slides[4].names[0].outcome == "推荐上报"
    assert slides[4].names[0].detail == "第1县　90.00 分"


def test_a_place_is_never_on_the_wall_before_its_turn() -> None:
    slides = reveal(a_dossier([90, 80, 70, 60], **LINES))
    assert all("朗悦花园" not in repr(slide) for slide in slides[:4])


def test_a_shared_place_is_one_step_and_says_so() -> None:
    slides = reveal(a_dossier([90, 80, 80], tie_chain=(), **LINES))
    assert slides[1].call == "第 2 名（并列）"
    assert [name.outcome for name in slides[1].names] == ["并列未决", "并列未决"]
    assert "尚待评审小组表决" in slides[1].note


def test_the_summary_shows_those_inside_the_lines_and_the_runners_up_best_first() -> None:
    last = reveal(a_dossier([90, 80, 70, 60], runners_up=1, **LINES))[-1]
    assert [(name.name, name.outcome) for name in last.names] == [
        ("1　朗悦花园", "推荐上报"), ("2　长城二花园", "拟公示"), ("3　凯旋会花园", "递补第 1 位"),
    ]  # fmt: skip


def test_no_figure_of_anybody_stands_in_the_agenda() -> None:
    """What is on the wall before 汇总 has nothing of any score in it."""
    dossier = a_dossier([[91, 92, 93, 94, 95], 87])
    words = str(agenda(dossier))
    assert not [figure for figure in ("91", "92", "93", "94", "95", "87") if figure in words]


def test_the_side_keeps_the_newest_where_there_are_many() -> None:
    slides = reveal(a_dossier([95 - at for at in range(35)]))
    assert [told.place for told in slides[-2].told] == ["2", "3", "4", "5", "6", "7", "8"]


def test_no_expert_is_named_in_any_place() -> None:
    assert "专家" not in repr(reveal(a_dossier([[90, 91, 92], [80, 70, 60]], experts=3, **LINES)))


def test_nothing_ranked_is_one_slide_and_those_outside_are_counted() -> None:
    (only,) = reveal(a_dossier())
    assert only.note == "还没有可以公布的名次"
    assert "另有 2 个小区未列入排名" in reveal(a_dossier([90, 80]), outside=2)[0].note
