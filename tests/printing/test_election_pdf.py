"""组长推选记录: polls with votes, who went on, who was elected, and everybody's signature."""

from meihao_desktop.domain.chair_election import ChairElection, Poll
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.printing.election_pdf import RULE, election_pdf
from tests.printing.papers_at_hand import STAMP, a_full_dossier, seen, squeezed
from tests.support.builders import NOON, expert_id


def a_poll(*votes: int) -> Poll:
    return Poll(votes={expert_id(at): n for at, n in enumerate(votes, start=1)}, voters=5)


def an_election(*polls: Poll, number: int = 1) -> ChairElection:
    return ChairElection(number=number, polls=polls, held_at=NOON, recorded_by=PersonId("P90"))


def printed(*elections: ChairElection) -> str:
    return seen(election_pdf(a_full_dossier(elections=elections), STAMP))


def test_one_poll_with_a_majority() -> None:
    text = printed(an_election(a_poll(3, 1, 1, 0, 0)))
    assert squeezed(RULE) in text
    assert "秘书1轮专家01" in text
    assert "第1轮投票5人，3票当选" in text
    assert "专家01物业协会013当选" in text
    assert "专家02物业协会021—" in text
    assert "进入下一轮" not in text


def test_a_run_off_shows_who_went_on_and_what_was_not_given() -> None:
    run_off = Poll(votes={expert_id(2): 3, expert_id(3): 2}, voters=5)
    text = printed(an_election(a_poll(0, 2, 2, 0, 0), run_off))
    assert "第1轮投票5人，3票当选，弃权或另投1票" in text
    assert "专家02物业协会022进入下一轮" in text
    assert "专家02物业协会023当选" in text
    assert "秘书2轮专家02" in text


def test_a_second_election_stands_after_the_first() -> None:
    text = printed(an_election(a_poll(5, 0, 0, 0, 0)), an_election(a_poll(0, 5, 0, 0, 0), number=2))
    assert text.index("第1次推选") < text.index("第2次推选")
    assert text.index("秘书1轮专家01") < text.index("秘书1轮专家02")


def test_all_members_and_the_observer_sign() -> None:
    text = printed(an_election(a_poll(5, 0, 0, 0, 0)))
    assert all(f"专家{n:02}：" in text for n in range(1, 6))
    assert "监督员：" in text
