"""The places are told from the last to the first, with lines and ties, and of nobody's points."""

from meihao_desktop.domain.conflicts import tie
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Decision
from meihao_desktop.domain.reveal import RevealStep, reveal_of
from meihao_desktop.domain.standing import standing_of
from tests.support.builders import a_dossier, a_settlement, estate_id, settled

LINES = {"nomination_quota": 1, "shortlist_size": 2}


def revealed(dossier: Dossier) -> tuple[RevealStep, ...]:
    return reveal_of(dossier, standing_of(dossier))


def test_the_last_place_comes_first_and_lines_come_where_they_stand() -> None:
    steps = revealed(a_dossier([90, 80, 70, 60], **LINES))
    told = [(s.place, s.estates[0].name, s.estates[0].outcome, s.lines) for s in steps]
    assert told == [
        (4, "保利花园", "递补第 2 位", ()),
        (3, "凯旋会花园", "递补第 1 位", ("以下公布拟公示前 2 名",)),
        (2, "长城二花园", "拟公示", ("以下公布推荐上报前 1 名",)),
        (1, "朗悦花园", "推荐上报", ()),
    ]
    assert (steps[0].estates[0].points, steps[0].estates[0].county) == ("60.00", "第1县")


def test_estates_that_share_a_place_are_told_together() -> None:
    steps = revealed(a_dossier([90, 80, 70, 70], **LINES))
    assert [step.place for step in steps] == [3, 2, 1]
    assert steps[0].is_shared
    assert steps[0].sentence == "递补顺序并列，尚待评审小组表决。"
    assert [estate.name for estate in steps[0].estates] == ["凯旋会花园", "保利花园"]


def test_an_undecided_tie_says_that_the_panel_must_vote() -> None:
    first, second = revealed(a_dossier([90, 80, 80], tie_chain=(), **LINES))
    assert [estate.outcome for estate in first.estates] == ["并列未决", "并列未决"]
    assert "尚待评审小组表决" in first.sentence
    assert second.estates[0].outcome == "推荐上报"


def test_a_reason_written_at_the_vote_is_kept_from_the_room() -> None:
    dossier = a_dossier([90, 90, 10], tie_chain=(), **LINES)
    (finding,) = tie.check(dossier)
    settlement = a_settlement(
        finding, Decision.ORDERED, order=(estate_id(2), estate_id(1)), reason="专家03打分偏低。"
    )
    steps = revealed(settled(dossier, settlement))
    assert [step.estates[0].name for step in steps] == ["凯旋会花园", "朗悦花园", "长城二花园"]
    told = "".join(step.sentence for step in steps)
    assert Decision.ORDERED.value in told
    assert "专家03" not in told
    assert "理由" not in told


def test_a_county_over_its_share_is_told_as_such() -> None:
    steps = revealed(a_dossier([90, 80, 70], county_cap=1, **LINES))
    assert [step.estates[0].outcome for step in steps] == [
        "本县名额已满",
        "本县名额已满",
        "推荐上报",
    ]


def test_nothing_ranked_reveals_nothing() -> None:
    assert revealed(a_dossier()) == ()
