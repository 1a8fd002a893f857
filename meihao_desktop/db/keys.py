"""Keys: the public halves, and the certificates that vouch for them; private halves are elsewhere.

Certificates and changes of the round's key are only ever added; triggers refuse to change them.
"""

from meihao_desktop.db.codec_keys import CERTIFICATE, KEY_CHANGE, PUBLIC_KEY
from meihao_desktop.db.journal import Journal
from meihao_desktop.db.row_reader import RowReader
from meihao_desktop.domain.certificate import Certificate
from meihao_desktop.domain.signature import KeyChange, KeyPurpose, PublicKey, succession


class Keys:
    """Who signs with what, and who vouches for it."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._keys = RowReader(journal, "signing_key", PUBLIC_KEY)
        self._certificates = RowReader(journal, "certificate", CERTIFICATE)
        self._changes = RowReader(journal, "key_change", KEY_CHANGE)

    def round_id(self) -> str:
        """The round that was taken over from a review pack, or the one that began here."""
        rows = self._journal.select(
            "SELECT coalesce((SELECT round_id FROM seat), (SELECT hash FROM event WHERE seq = 1))"
        )
        return rows[0][0]

    def is_seat(self) -> bool:
        """Whether the round began elsewhere and came here in a review pack."""
        return bool(self._journal.select("SELECT 1 FROM seat"))

    def all(self) -> tuple[PublicKey, ...]:
        """Every key, in the order in which they were made."""
        return self._keys.all("ORDER BY made_at, fingerprint")

    def event_key(self) -> PublicKey | None:
        """The key of the round, once there is one."""
        return _in_use(self._keys, KeyPurpose.EVENT)

    def box_key(self) -> PublicKey | None:
        """The key that bundles are closed to, once there is one."""
        return _in_use(self._keys, KeyPurpose.BOX)

    def issuer(self) -> str:
        """The public key that certificates must be signed by; empty while there is none."""
        event_key = self.event_key()
        if event_key is not None:
            return event_key.public_key
        rows = self._journal.select("SELECT event_key FROM seat")
        return rows[0][0] if rows else ""

    def event_keys(self) -> tuple[PublicKey, ...]:
        """Every key that stood for the round, one after the other; the last one is in force."""
        return succession(self.all(), self.changes())

    def changes(self) -> tuple[KeyChange, ...]:
        """When the key of the round was replaced, and why, the first time first."""
        return self._changes.all("ORDER BY replaced_at, fingerprint")

    def add_change(self, change: KeyChange) -> None:
        self._journal.put("key_change", KEY_CHANGE.encode(change))

    def of_expert(self, expert: str, machine: str) -> PublicKey | None:
        """The key that an expert uses on a machine."""
        found = self._keys.all(
            "WHERE purpose = ? AND owner = ? AND machine = ? AND retired_at IS NULL "
            "ORDER BY made_at DESC",
            KeyPurpose.EXPERT.name, expert, machine,
        )  # fmt: skip
        return found[0] if found else None

    def save(self, key: PublicKey) -> None:
        self._journal.put("signing_key", PUBLIC_KEY.encode(key))

    def certificates(self) -> tuple[Certificate, ...]:
        """Every certificate; a key has one more for each key of the round that followed."""
        return self._certificates.all("ORDER BY fingerprint, issuer")

    def certificate(self, fingerprint: str, issuer: str = "") -> Certificate | None:
        """One for this key, by this issuer where one is named."""
        found = self._certificates.all(
            "WHERE fingerprint = ? AND ? IN ('', issuer)", fingerprint, issuer
        )
        return found[0] if found else None

    def add_certificate(self, certificate: Certificate) -> None:
        self._journal.put("certificate", CERTIFICATE.encode(certificate))


def _in_use(keys: RowReader[PublicKey], purpose: KeyPurpose) -> PublicKey | None:
    found = keys.all("WHERE purpose = ? AND retired_at IS NULL ORDER BY made_at", purpose.name)
    return found[0] if found else None
