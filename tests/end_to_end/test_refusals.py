"""What goes wrong on the day: each ends in a sentence, nothing is lost, nothing half-written."""

import errno
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from meihao_desktop.domain.errors import MeihaoError, StorageError
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import (
    begin_round,
    collate_sheets,
    print_documents,
    score_estate,
    verify_log,
)
from meihao_desktop.operations.certifying import signature_of
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.print_documents import Paper
from tests.support.faults import FaultPlan, faults
from tests.support.rounds import (
    CHAIR,
    EXPERTS,
    SECRETARY,
    SteppingClock,
    a_round_in,
    estates,
    score,
    sit,
)


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    """Scoring has begun; 专家02 has filled in one sheet."""
    opened = a_round_in(Phase.SCORING, tmp_path / "评审")
    sit(opened, EXPERTS[1])
    score(opened, estates(opened)[0], 50, 30)
    yield opened
    begin_round.close_round(opened)


def test_a_second_program_is_turned_away_and_the_first_goes_on(context: Context) -> None:
    with pytest.raises(StorageError, match="打开"):
        begin_round.open_round(context.folder, SteppingClock())
    score(context, estates(context)[1], 40)
    assert verify_log.verify_open(context).is_sound


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES])
def test_a_read_only_folder_is_told_and_opens_again_later(tmp_path: Path, code: int) -> None:
    begin_round.close_round(a_round_in(Phase.RECEIVING, tmp_path / "评审"))
    with faults(FaultPlan(1, code)), pytest.raises(StorageError, match="只读"):
        begin_round.open_round(tmp_path / "评审", SteppingClock())
    again = begin_round.open_round(tmp_path / "评审", SteppingClock())
    assert again.phase is Phase.RECEIVING
    begin_round.close_round(again)


def test_a_folder_that_is_no_round_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "照片.jpg").write_bytes(b"x")
    with pytest.raises(StorageError, match="不是"):
        begin_round.open_round(tmp_path, SteppingClock())
    assert [file.name for file in tmp_path.iterdir()] == ["照片.jpg"]


def _print(context: Context, _estate: EstateId) -> None:
    sit(context, SECRETARY)
    document = print_documents.render(context, Paper.RECEIPT, "C01")
    print_documents.save(context, document)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_disk_fault_while_a_paper_is_saved_leaves_none_and_the_retry_succeeds(
    context: Context, code: int
) -> None:
    exports = context.folder / "exports"
    struck = 0
    for at in range(1, 40):
        before = context.store.printings.all()
        with faults(FaultPlan(at, code)) as plan:
            try:
                _print(context, estates(context)[0])
            except MeihaoError:
                struck += plan.struck
            else:
                break
        assert context.store.printings.all() == before
        papers = set(exports.glob("*.pdf"))  # whole ones, which only could not be noted
        assert set(exports.iterdir()) == papers | {signature_of(file) for file in papers}
    assert struck >= 4
    assert len(context.store.printings.all()) == 1
    assert verify_log.verify_open(context).is_sound


@pytest.mark.parametrize(
    "act",
    [
        lambda c, e: score_estate.submit(c, e, "000000"),
        lambda c, e: collate_sheets.register_signature(c, EXPERTS[1], e),
        lambda c, _: score_estate.set_remark(c, EstateId("C09-E09"), "好"),
        lambda c, _: begin_round.advance(c),
        lambda c, e: score_estate.abstain(c, e, " "),
    ],
)
def test_a_refused_act_changes_no_sheet_and_no_phase(
    context: Context, act: Callable[[Context, EstateId], object]
) -> None:
    before = context.dossier()
    with pytest.raises(MeihaoError) as refusal:
        act(context, estates(context)[0])
    after = context.dossier()
    assert (after.sheets, after.review_round) == (before.sheets, before.review_round)
    assert str(refusal.value).endswith("。")


def test_the_whole_chain_on_one_shared_laptop(tmp_path: Path) -> None:
    """Everybody takes the place in turn; the round ends final with a ranking that is decided."""
    context = a_round_in(Phase.FINAL, tmp_path / "共用")
    assert verify_log.verify_open(context).is_sound
    desk = collate_sheets.secretary_desk(context)
    assert all(cell.is_signed for cell in desk.cells.values())
    sit(context, CHAIR)
    with pytest.raises(MeihaoError, match="只能在评分、汇总阶段评分"):
        score(context, estates(context)[0], 1)
    assert print_documents.render(context, Paper.RANKING).file_name.startswith("演练-排名表-")
    begin_round.close_round(context)


def test_killing_the_program_after_a_save_loses_nothing(tmp_path: Path) -> None:
    """The folder is copied away as a power cut would leave it, while the program still runs."""
    context = a_round_in(Phase.SCORING, tmp_path / "评审")
    sit(context, EXPERTS[1])
    first = estates(context)[0]
    score(context, first, 50, 30)
    score_estate.submit(context, first, open_pin(EXPERTS[1]))
    left = tmp_path / "断电后"
    for name in ("materials", "exports", "backups", "staging"):
        (left / name).mkdir(parents=True)
    for file in context.folder.glob("round.db*"):
        (left / file.name).write_bytes(file.read_bytes())
    begin_round.close_round(context)
    again = begin_round.open_round(left, SteppingClock())
    sit(again, EXPERTS[1])
    sheet = score_estate.open_sheet(again, first)
    assert (sheet.total, sheet.status.is_sealed) == (80, True)
    begin_round.close_round(again)
