"""Two finished rounds in their archives, made once: the sample round, and one over sticks."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from meihao_desktop import rehearsal
from meihao_desktop.domain.dossier import pairs_of
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.exchange.signing_keys import SigningKey
from meihao_desktop.operations import (
    archive_round,
    begin_round,
    collate_sheets,
    exchange_sheets,
    identify_person,
    print_documents,
)
from meihao_desktop.operations.context import Context, SystemClock
from meihao_desktop.operations.keys import event_key_at_hand
from tests.support.archive_forger import ArchiveForger
from tests.support.rounds import EXPERTS, SECRETARY, sit
from tests.support.sticks import StickMeeting, at


@dataclass(frozen=True)
class Made:
    """An archive that must not be touched, and the event key of its round."""

    folder: Path
    key: SigningKey


def archived(context: Context, place: Path) -> Made:
    place.mkdir()
    key = event_key_at_hand(context)
    assert key is not None
    made = archive_round.archive(context, place, print_documents.collect_all(context).press)
    return Made(Path(made.place), key)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The sample round: seven estates, five experts, a recusal, settlements and a tie."""
    place = tmp_path_factory.mktemp("sample")
    with at(place / "home"):
        rehearsal.prepare(place / "round", Phase.FINAL)
        context = begin_round.open_round(place / "round", SystemClock())
        try:
            secretary = context.store.panels.people()[0].id
            pins = identify_person.rehearsal_pins(context)
            identify_person.log_in(context, secretary, pins[secretary])
            return archived(context, place / "out")
        finally:
            begin_round.close_round(context)


@pytest.fixture(scope="session")
def over_sticks(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Three experts on laptops of their own; one hands over twice."""
    meeting = StickMeeting(tmp_path_factory.mktemp("sticks"))
    try:
        meeting.pack()
        files = [meeting.handed(expert) for expert in EXPERTS]
        with meeting.secretary():
            exchange_sheets.receive(meeting.desk, files)
            exchange_sheets.open_bundles(meeting.desk)
            desk = meeting.desk
            while desk.phase is not Phase.FINAL:
                if desk.phase is Phase.SIGNING:
                    collate_sheets.register_signatures(desk, list(pairs_of(desk.dossier())))
                begin_round.advance(desk)
            sit(desk, SECRETARY)
            return archived(desk, meeting.place / "out")
    finally:
        meeting.close()


@pytest.fixture
def forger(sample: Made, tmp_path: Path) -> ArchiveForger:
    return ArchiveForger(copied(sample, tmp_path), sample.key)


@pytest.fixture
def stick_forger(over_sticks: Made, tmp_path: Path) -> ArchiveForger:
    return ArchiveForger(copied(over_sticks, tmp_path), over_sticks.key)


def copied(made: Made, place: Path) -> Path:
    return Path(shutil.copytree(made.folder, place / made.folder.name))
