"""What a file is held against: the open round, an archived one, or nothing."""

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from meihao_desktop.db.event_chain import LoggedEvent
from meihao_desktop.db.store import Store, reading
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.permission import Act
from meihao_desktop.domain.score_sheet import ScoreSheet
from meihao_desktop.domain.signature import SheetSignature, grouped
from meihao_desktop.domain.standing import Standing, standing_of
from meihao_desktop.exchange.signing_keys import fingerprint_of
from meihao_desktop.operations.context import Context

HEAD_LENGTH = 16
"""So much of a head stands on every paper."""


@dataclass(frozen=True)
class Reference:
    """The records of one round; ``sees`` tells whose points may be shown to whoever asks."""

    store: Store
    name: str
    sees: Callable[[PersonId], bool]

    @cached_property
    def dossier(self) -> Dossier:
        return self.store.dossier()

    @cached_property
    def standing(self) -> Standing:
        return standing_of(self.dossier)

    @cached_property
    def events(self) -> tuple[LoggedEvent, ...]:
        return self.store.audit_log.events()

    @cached_property
    def signatures(self) -> Mapping[tuple[str, str, int], SheetSignature]:
        signed = self.store.signatures.all()
        return {(each.expert, each.estate, each.revision): each for each in signed}

    @property
    def round_id(self) -> str:
        return self.store.round_id

    @property
    def issuer(self) -> str:
        """The public key of the round; empty where it never got one."""
        return self.store.keys.issuer()

    @cached_property
    def issuers(self) -> frozenset[str]:
        """The public keys of every key that ever stood for the round."""
        known = {key.public_key for key in self.store.keys.event_keys()}
        return frozenset(known | {self.issuer} - {""})

    @property
    def shown_key(self) -> str:
        return grouped(fingerprint_of(self.issuer)) if self.issuer else "（没有）"

    def revisions(self, expert: str, estate: str) -> tuple[ScoreSheet, ...]:
        """All revisions of one sheet, the oldest first."""
        every = (*self.dossier.earlier_sheets, *self.dossier.sheets)
        own = [each for each in every if (each.expert, each.estate) == (expert, estate)]
        return tuple(sorted(own, key=lambda sheet: sheet.revision))

    def named(self, expert: str, estate: str, revision: int) -> str:
        who = self.dossier.panel.name(PersonId(expert))
        names: dict[str, str] = {each.id: each.name for each in self.dossier.estates}
        return f"{who}对“{names.get(estate, estate)}”的评分表（第 {revision} 版）"

    @property
    def sees_all(self) -> bool:
        """Whether everybody's points may be shown."""
        return self.sees(PersonId(""))

    def event_of(self, head: str) -> LoggedEvent | None:
        """The event at which the log stood when a paper was printed."""
        if len(head) < HEAD_LENGTH:
            return None
        return next((each for each in self.events if each.hash.startswith(head)), None)


def reference_of(context: Context) -> Reference:
    """The open round; points are shown as far as the person at the machine may see them."""
    actor = context.actor
    sees_all = actor is not None and context.may(Act.SEE_ALL_SCORES)
    return Reference(
        store=context.store,
        name=context.store.settings.review_round().title,
        sees=lambda expert: sees_all or (actor is not None and expert == actor.id),
    )


@contextmanager
def archived(folder: Path) -> Generator[Reference]:
    """A round in an archive folder, which hides nothing; it is read and never written."""
    with reading(folder) as store:
        if store is None:
            raise RuleViolation("归档由另一个版本的程序写出，请用归档中的 verify.py 核验。")
        yield Reference(
            store=store, name=store.settings.review_round().title, sees=lambda _expert: True
        )
