"""A machine remembers how far a round had come here, and where its backups go; no copy counts."""

from pathlib import Path

from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import memory
from tests.operations.conftest import RoundIn


def test_what_was_remembered_is_recalled_and_raises_no_doubt(round_in: RoundIn) -> None:
    store = round_in(Phase.RECEIVING).store
    memory.remember(store)
    known = memory.recalled(store)
    assert (known.seq, known.head) == store.audit_log.head()
    assert known.machine == memory.machine_id()
    assert memory.doubt(store) is None


def test_a_place_for_backups_is_kept_beside_the_head_and_can_be_given_up(
    round_in: RoundIn, tmp_path: Path
) -> None:
    store = round_in(Phase.RECEIVING).store
    memory.remember(store)
    head = memory.recalled(store).head
    memory.remember_place(store, tmp_path)
    assert memory.recalled(store).backup_place == str(tmp_path)
    assert memory.recalled(store).head == head
    memory.remember_place(store, None)
    assert memory.recalled(store).backup_place == ""


def test_records_that_are_doubted_are_not_remembered(round_in: RoundIn) -> None:
    """Else the next opening would take a copy for the round that was left here."""
    store = round_in(Phase.RECEIVING).store
    memory.remember(store)
    before = memory.recalled(store)
    store.machine = "another"
    doubt = memory.doubt(store)
    assert doubt is not None
    assert "来自其他电脑" in doubt.sentence
    with store.transaction("note", actor="P01", at=round_in(Phase.PREPARING).now()):
        pass
    store.restrict(doubt)
    memory.remember(store)
    assert memory.recalled(store) == before
