"""Progress in percents, and the wish to stop."""

import pytest

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.progress import Cancelled, Progress, Watch


@pytest.mark.parametrize(
    ("progress", "percent"),
    [
        (Progress(), None),
        (Progress(done_bytes=1, total_bytes=3), 33),
        (Progress(done_files=1, total_files=2), 50),
        (Progress(done_bytes=5, total_bytes=4, done_files=1, total_files=2), 100),
    ],
)
def test_progress_is_told_in_whole_percents(progress: Progress, percent: int | None) -> None:
    assert progress.percent == percent


def test_nobody_watching_hears_nothing_and_never_stops() -> None:
    Watch().tell(Progress(current="甲.pdf"))


def test_a_wish_to_stop_is_obeyed_after_the_progress_was_told() -> None:
    told: list[str] = []
    watch = Watch(on_progress=lambda p: told.append(p.current), is_cancelled=lambda: True)
    with pytest.raises(Cancelled) as raised:
        watch.tell(Progress(current="甲.pdf"))
    assert told == ["甲.pdf"]
    assert isinstance(raised.value, MeihaoError)
    assert "没有改动任何资料" in str(raised.value)
