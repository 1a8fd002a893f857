"""The panel: people and their PINs, elections, recusals, vetoes and terms they confirmed."""

from meihao_desktop.db.codec_people import CHAIR_ELECTION, PERSON
from meihao_desktop.db.codec_rows import PIN_RECORD, RECORDED_TERM, RECUSAL, VETO
from meihao_desktop.db.journal import Journal
from meihao_desktop.db.row_reader import RowReader
from meihao_desktop.domain.chair_election import ChairElection
from meihao_desktop.domain.panel import Person, PersonId
from meihao_desktop.domain.pin import PinRecord
from meihao_desktop.domain.recorded_term import RecordedTerm
from meihao_desktop.domain.recusal import Recusal
from meihao_desktop.domain.veto import Veto


class Panels:
    """People in the order they were entered; recusals and vetoes by moment."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._people = RowReader(journal, "person", PERSON)
        self._pins = RowReader(journal, "pin", PIN_RECORD)
        self._elections = RowReader(journal, "chair_election", CHAIR_ELECTION)
        self._recusals = RowReader(journal, "recusal", RECUSAL)
        self._vetoes = RowReader(journal, "veto", VETO)
        self._terms = RowReader(journal, "recorded_term", RECORDED_TERM)

    def people(self) -> tuple[Person, ...]:
        return self._people.all("ORDER BY position")

    def save_person(self, person: Person) -> None:
        position = self._journal.position("person", person.id)
        self._journal.put("person", {"position": position, **PERSON.encode(person)})

    def remove_person(self, person: PersonId) -> None:
        """Remove a person with their PIN; refused while scores or recusals name them."""
        self._journal.remove("pin", person)
        self._journal.remove("person", person)

    def pin(self, person: PersonId) -> PinRecord | None:
        return next(iter(self._pins.all("WHERE person = ?", person)), None)

    def save_pin(self, record: PinRecord) -> None:
        self._journal.put("pin", PIN_RECORD.encode(record))

    def elections(self) -> tuple[ChairElection, ...]:
        """Every election of a chair, in their order."""
        return self._elections.all("ORDER BY number")

    def save_election(self, election: ChairElection) -> None:
        self._journal.put("chair_election", CHAIR_ELECTION.encode(election))

    def recusals(self) -> tuple[Recusal, ...]:
        return self._recusals.all("ORDER BY declared_at, expert, estate")

    def save_recusal(self, recusal: Recusal) -> None:
        self._journal.put("recusal", RECUSAL.encode(recusal))

    def vetoes(self) -> tuple[Veto, ...]:
        return self._vetoes.all("ORDER BY confirmed_at, estate, ground")

    def save_veto(self, veto: Veto) -> None:
        self._journal.put("veto", VETO.encode(veto))

    def terms(self) -> tuple[RecordedTerm, ...]:
        """Factors and deductions, also the withdrawn ones, in the order they were recorded."""
        return self._terms.all("ORDER BY recorded_at, estate, number")

    def save_term(self, term: RecordedTerm) -> None:
        self._journal.put("recorded_term", RECORDED_TERM.encode(term))
