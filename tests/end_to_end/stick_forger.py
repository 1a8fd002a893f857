"""Bundles that are wrong, each in one way, made from an honest one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from meihao_desktop.db import transfer
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.handover import Bundle
from meihao_desktop.domain.review_round import RoundMode
from meihao_desktop.domain.score_sheet import ScoreSheet
from meihao_desktop.domain.seal import seal_sheet
from meihao_desktop.domain.signature import SheetSignature
from meihao_desktop.exchange.box_key import BoxKey
from meihao_desktop.exchange.canonical import canonical
from meihao_desktop.exchange.envelope import Kind, open_envelope
from meihao_desktop.exchange.letter import letter_of, seal_letter
from meihao_desktop.exchange.score_bundle import seal_bundle
from meihao_desktop.exchange.signing_keys import SigningKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Craft:
    """What a forger has at hand: the laptop's own key and records, and the public key of the round.

    Not even the forger can open the honest letter: ``inner`` is made anew from the records.
    """

    key: SigningKey
    dossier: Dossier
    inner: bytes
    box: str

    def bundle(self) -> Bundle:
        return transfer.BUNDLE.decode(open_envelope(self.inner, Kind.BUNDLE).body["bundle"])

    def sealed(self, bundle: Bundle, key: SigningKey | None = None) -> bytes:
        """Signed, by whatever key, and in a letter that the round can open."""
        inner = seal_bundle(transfer.BUNDLE.encode(bundle), key or self.key)
        return seal_letter(inner, self.box)


Way = Callable[[Craft, bytes], bytes]


def _with_first(bundle: Bundle, sheet: ScoreSheet) -> Bundle:
    sheets = (sheet, *bundle.content.sheets[1:])
    return replace(bundle, content=replace(bundle.content, sheets=sheets))


def _altered(sheet: ScoreSheet) -> ScoreSheet:
    """Half a point less where there is one, as a person would round."""
    number, cell = next((n, c) for n, c in sheet.cells.items() if (c.points or 0) >= 1)
    points = (cell.points or Decimal(0)) * Decimal("0.5")
    return replace(sheet, cells={**sheet.cells, number: replace(cell, points=points)})


def _resealed(sheet: ScoreSheet, craft: Craft) -> ScoreSheet:
    altered = _altered(sheet)
    digest = seal_sheet(altered, craft.dossier.rubric, craft.dossier.review_round.title).digest
    return replace(altered, digest=digest)


def _signed(bundle: Bundle, sheet: ScoreSheet, key: SigningKey) -> SheetSignature:
    old = next(
        each for each in bundle.content.signatures
        if (each.estate, each.revision) == (sheet.estate, sheet.revision)
    )  # fmt: skip
    unsigned = replace(old, digest=sheet.digest)
    return replace(unsigned, signature=key.sign("sheet", canonical(unsigned.body(bundle.round_id))))


def byte_changed(_craft: Craft, data: bytes) -> bytes:
    at = len(data) // 2
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def cut_short(_craft: Craft, data: bytes) -> bytes:
    return data[: len(data) // 2]


def trailing(_craft: Craft, data: bytes) -> bytes:
    return data + b"\n"


def other_key(craft: Craft, _data: bytes) -> bytes:
    """Everything signed by a stranger's key, which the expert's PIN never activated."""
    stranger, bundle = SigningKey.generate(), craft.bundle()
    asked = replace(bundle.keys[0], public_key=stranger.public_key)
    signatures = tuple(
        _signed(bundle, sheet, stranger) for sheet in bundle.content.sheets
    )  # fmt: skip
    fingerprint = stranger.fingerprint
    told = tuple(replace(each, fingerprint=fingerprint) for each in signatures)
    told = tuple(
        replace(each, signature=stranger.sign("sheet", canonical(each.body(bundle.round_id))))
        for each in told
    )
    content = replace(bundle.content, signatures=told)
    return craft.sealed(replace(bundle, keys=(asked,), content=content), stranger)


def signed_by_another(craft: Craft, _data: bytes) -> bytes:
    """The honest content under a stranger's signature."""
    return craft.sealed(craft.bundle(), SigningKey.generate())


def points_altered(craft: Craft, _data: bytes) -> bytes:
    """Other points; the digest on the printed sheet stays."""
    bundle = craft.bundle()
    return craft.sealed(_with_first(bundle, _altered(bundle.content.sheets[0])), craft.key)


def points_resealed(craft: Craft, _data: bytes) -> bytes:
    """Other points with a digest that fits; the signature under the sheet stays."""
    bundle = craft.bundle()
    return craft.sealed(_with_first(bundle, _resealed(bundle.content.sheets[0], craft)), craft.key)


def second_truth(craft: Craft, _data: bytes) -> bytes:
    """Other points, sealed and signed anew by the expert's own key."""
    bundle = craft.bundle()
    sheet = _resealed(bundle.content.sheets[0], craft)
    bundle = _with_first(bundle, sheet)
    signatures = tuple(
        _signed(bundle, sheet, craft.key) if each.estate == sheet.estate else each
        for each in bundle.content.signatures
    )
    return craft.sealed(
        replace(bundle, content=replace(bundle.content, signatures=signatures)), craft.key
    )


def rehearsed(craft: Craft, _data: bytes) -> bytes:
    return craft.sealed(replace(craft.bundle(), mode=RoundMode.REHEARSAL), craft.key)


def other_rubric(craft: Craft, _data: bytes) -> bytes:
    return craft.sealed(replace(craft.bundle(), rubric="0" * 64), craft.key)


def unknown_pack(craft: Craft, _data: bytes) -> bytes:
    return craft.sealed(replace(craft.bundle(), pack_serial=99), craft.key)


def unknown_estate(craft: Craft, _data: bytes) -> bytes:
    bundle = craft.bundle()
    sheet = replace(bundle.content.sheets[0], estate=EstateId("C99-E99"))
    return craft.sealed(_with_first(bundle, sheet), craft.key)


def in_another_name(craft: Craft, _data: bytes) -> bytes:
    """The own sheets in the name of a colleague."""
    bundle = craft.bundle()
    others = (p.id for p in craft.dossier.panel.people if p.is_expert and p.id != bundle.expert)
    content = replace(bundle.content, declaration=None, recusals=())
    return craft.sealed(replace(bundle, expert=next(others), content=content), craft.key)


def not_encrypted(craft: Craft, _data: bytes) -> bytes:
    """The honest content as an earlier version of the program would have written it."""
    return craft.inner


def for_another_round(craft: Craft, _data: bytes) -> bytes:
    """The honest content, closed to a key that this round does not have."""
    return seal_letter(craft.inner, BoxKey.generate().public_key)


def letter_head_exchanged(craft: Craft, data: bytes) -> bytes:
    """The head of one letter before the content of another; both are the round's."""
    other = seal_letter(craft.inner, craft.box)
    head, content = letter_of(data, "").content_at, letter_of(other, "").content_at
    length = str(len(other) - content).encode()
    lines = data[:head].split(b"\n")
    return b"\n".join((*lines[:3], length, other[content:]))


WAYS: Mapping[str, Way] = {
    way.__name__: way
    for way in (
        byte_changed, cut_short, trailing, other_key, signed_by_another, points_altered,
        points_resealed, second_truth, rehearsed, other_rubric, unknown_pack, unknown_estate,
        in_another_name, not_encrypted, for_another_round, letter_head_exchanged,
    )
}  # fmt: skip
"""Every way of being wrong, by its name."""
