"""What a restoring would cost, in words: how much, until when, by whom, and each record."""

from datetime import UTC, datetime
from pathlib import Path

from meihao_desktop.db.event_chain import LoggedEvent
from meihao_desktop.operations.loss import Loss, line_of, loss_of
from tests.db.rounds import a_store, writing
from tests.support.builders import a_sheet

AT = datetime(2025, 9, 10, 9, 0, tzinfo=UTC)
NAMES = {"P03": "专家01", "C01-E01": "朗悦花园"}


def an_event(
    event: str = "set_cell", subject: str = "P03/C01-E01/2", **detail: object
) -> LoggedEvent:
    return LoggedEvent(
        seq=9, event=event, actor="P03", at=AT, subject=subject, detail=detail, changes=1, hash="h"
    )


def test_a_line_names_people_and_estates_and_nobody_twice() -> None:
    line = line_of(an_event(cells=["1.1 项 8 分"]), NAMES, shows_points=False)
    assert line.startswith("第 9 号　")
    assert line.endswith("专家01：评分　朗悦花园 第 2 版")


def test_points_are_told_only_where_they_may_be_seen() -> None:
    event = an_event(cells=["1.1 项 8 分"])
    assert "8 分" in line_of(event, NAMES, shows_points=True)
    assert "8 分" not in line_of(event, NAMES, shows_points=False)


def test_an_event_of_nobody_is_the_programs() -> None:
    line = line_of(
        LoggedEvent(
            seq=1, event="migrate", actor="", at=AT, subject="", detail={}, changes=0, hash="h"
        ),
        NAMES,
        shows_points=True,
    )
    assert "程序：" in line


def test_the_sentence_says_how_much_and_what_cannot_be_told() -> None:
    nothing = Loss(count=0, last_at=None, by_person=(), lines=())
    assert "不会丢失" in nothing.sentence
    unread = Loss(count=0, last_at=None, by_person=(), lines=(), is_whole=False)
    assert "没有读到更晚的记录" in unread.sentence
    half = Loss(count=3, last_at=AT, by_person=(), lines=(), is_whole=False, only_then=2)
    assert "有 3 条记录，最后一条在 2025-09-" in half.sentence
    assert "可能还有更多" in half.sentence
    assert "另有 2 条记录不在现在的数据中" in half.sentence


def test_what_both_have_is_no_loss_and_what_only_the_round_has_is(tmp_path: Path) -> None:
    with a_store(tmp_path / "r") as store:
        backup = store.backup("试")
        with writing(store, "score"):
            store.score_sheets.save(a_sheet(points={"1.1": "8"}))
        head = store.audit_log.head()
        loss = loss_of(backup, store.snapshot("比较").data, shows_points=True)
    assert (loss.count, loss.end, loss.only_then) == (1, head, 0)
    assert len(loss.lines) == 1
