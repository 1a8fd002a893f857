"""Files go to their places in the background; accepting then only writes the records."""

from pathlib import Path

import pytest

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.progress import Watch
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import import_submission
from tests.operations.conftest import RoundIn
from tests.support.rounds import a_received


def test_shelving_brings_the_files_and_accept_finds_them_there(round_in: RoundIn) -> None:
    context = round_in(Phase.RECEIVING)
    received = a_received(context, "玉州区", ("朗悦花园",))
    work = import_submission.shelving(context, received)
    work(Watch())
    assert all(context.store.material_files.has(m.digest) for m in received.materials)
    assert [path for path in Path(received.staging).iterdir() if path.is_file()] == []
    assert context.store.submissions.submissions() == ()
    import_submission.accept(context, received)
    assert len(context.store.submissions.submissions()) == 1


def test_what_cannot_be_accepted_is_refused_before_a_file_moves(round_in: RoundIn) -> None:
    context = round_in(Phase.RECEIVING)
    received = a_received(context, "", ("朗悦花园",))
    with pytest.raises(RuleViolation, match="没有读出"):
        import_submission.shelving(context, received)
    assert not any(context.store.material_files.has(m.digest) for m in received.materials)
