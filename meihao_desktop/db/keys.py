"""Keys: the public halves, and the certificates that vouch for them; private halves are elsewhere.

Certificates are only ever added; triggers refuse to change them.
"""

from meihao_desktop.db.codec_keys import CERTIFICATE, PUBLIC_KEY
from meihao_desktop.db.journal import Journal
from meihao_desktop.db.row_reader import RowReader
from meihao_desktop.domain.certificate import Certificate
from meihao_desktop.domain.signature import KeyPurpose, PublicKey


class Keys:
    """Who signs with what, and who vouches for it."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._keys = RowReader(journal, "signing_key", PUBLIC_KEY)
        self._certificates = RowReader(journal, "certificate", CERTIFICATE)

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
        found = self._keys.all(
            "WHERE purpose = ? AND retired_at IS NULL ORDER BY made_at", KeyPurpose.EVENT.name
        )
        return found[0] if found else None

    def issuer(self) -> str:
        """The public key that certificates must be signed by; empty while there is none."""
        event_key = self.event_key()
        if event_key is not None:
            return event_key.public_key
        rows = self._journal.select("SELECT event_key FROM seat")
        return rows[0][0] if rows else ""

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
        return self._certificates.all("ORDER BY fingerprint")

    def certificate(self, fingerprint: str) -> Certificate | None:
        found = self._certificates.all("WHERE fingerprint = ?", fingerprint)
        return found[0] if found else None

    def add_certificate(self, certificate: Certificate) -> None:
        self._journal.put("certificate", CERTIFICATE.encode(certificate))
