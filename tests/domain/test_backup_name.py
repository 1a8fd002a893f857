"""Which backups are kept, as a table."""

import pytest

from meihao_desktop.domain.backup_name import BackupName, to_thin_out
from meihao_desktop.domain.review_round import Phase


def named(seq: int, phase: Phase = Phase.SCORING) -> str:
    return BackupName.of(seq, phase, "封存").text


def test_a_name_reads_back_as_it_was_written() -> None:
    name = BackupName.of(123, Phase.SCORING, "提交 1/2")
    assert name.text == "000123-评分-提交-1-2.db"
    assert BackupName.read(name.text) == name
    old = BackupName.read("000007-收件结束.db")
    assert old is not None
    assert (old.seq, old.phase, old.reason) == (7, None, "收件结束")
    before = BackupName.read("000007-before-version-7.db")
    assert before is not None
    assert (before.phase, before.reason) == (None, "before-version-7")
    for text in ("round.db", "000007-评分-封存.part", "abc-评分-封存.db", "damaged"):
        assert BackupName.read(text) is None


@pytest.mark.parametrize(
    ("names", "gone"),
    [
        ([], []),
        ([named(1)], []),
        ([named(n) for n in range(1, 8)], []),
        ([named(n) for n in range(1, 10)], [named(1), named(2)]),
        (  # the last of an earlier phase stays, however old
            [named(1, Phase.RECEIVING), named(2, Phase.RECEIVING)]
            + [named(n) for n in range(3, 10)],
            [named(1, Phase.RECEIVING)],
        ),
        (  # what carries no phase is never touched, nor is what is no backup
            ["000001-before-version-7.db", "notes.txt"] + [named(n) for n in range(2, 10)],
            [named(2)],
        ),
        (  # numbers, not letters, tell which is newer
            [BackupName.of(n, Phase.SCORING, "封存").text for n in (999_999, 1_000_000)]
            + [named(n) for n in range(1, 8)],
            [named(1), named(2)],
        ),
    ],
)
def test_seven_recent_ones_and_the_last_of_each_phase_are_kept(
    names: list[str], gone: list[str]
) -> None:
    assert list(to_thin_out(names)) == gone
    assert list(to_thin_out(reversed(names))) == gone
    assert to_thin_out(name for name in names if name not in gone) == ()
