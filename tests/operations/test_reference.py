"""What files are held against, and whose points may be shown of it."""

from pathlib import Path

import pytest

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import archive_round, identify_person, reference
from meihao_desktop.operations.reference import archived, reference_of
from tests.operations.conftest import RoundIn
from tests.support.rounds import CHAIR, EXPERTS, estates, sit


def test_everybody_is_shown_what_they_may_see_anyway(round_in: RoundIn) -> None:
    context = round_in(Phase.COLLATING)
    assert reference_of(context).sees_all
    sit(context, EXPERTS[1])
    own = reference_of(context)
    assert (own.sees_all, own.sees(EXPERTS[1]), own.sees(CHAIR)) == (False, True, False)
    identify_person.log_out(context)
    assert not reference_of(context).sees(EXPERTS[1])


def test_an_event_is_found_by_the_head_on_a_paper_and_not_by_less(round_in: RoundIn) -> None:
    found = reference_of(round_in(Phase.SCORING))
    last = found.events[-1]
    assert found.event_of(last.hash[:16]) == last
    assert found.event_of(last.hash[:4]) is None
    assert found.event_of("0" * 16) is None


def test_a_round_that_was_never_sealed_has_no_key_to_show(round_in: RoundIn) -> None:
    assert reference_of(round_in(Phase.RECEIVING)).shown_key == "（没有）"


def test_an_archive_is_the_same_round_and_hides_nothing(round_in: RoundIn, tmp_path: Path) -> None:
    context = round_in(Phase.FINAL)
    made = archive_round.archive(context, tmp_path, lambda _watch: ())
    with archived(Path(made.place)) as found:
        assert found.round_id == context.store.round_id
        assert found.shown_key == reference_of(context).shown_key
        assert found.sees(PersonId("P77"))
        assert len(found.revisions(CHAIR, estates(context)[0])) == 1


def test_an_archive_of_another_version_is_left_to_its_own_verifier(
    round_in: RoundIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = archive_round.archive(round_in(Phase.FINAL), tmp_path, lambda _watch: ())
    monkeypatch.setattr(reference, "reading", lambda _folder: NoStore())
    with pytest.raises(RuleViolation, match="归档中的 verify"), archived(Path(made.place)):
        pass


class NoStore:
    """What reading gives where the records are of another version."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_args: object) -> None:
        return None
