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
from meihao_desktop.exchange.canonical import canonical
from meihao_desktop.exchange.envelope import Kind, open_envelope
from meihao_desktop.exchange.score_bundle import seal_bundle
from meihao_desktop.exchange.signing_keys import SigningKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Craft:
    """What a forger has at hand: the laptop's own key and its records."""

    key: SigningKey
    dossier: Dossier


Way = Callable[[Craft, bytes], bytes]


def _read(data: bytes) -> Bundle:
    return transfer.BUNDLE.decode(open_envelope(data, Kind.BUNDLE).body["bundle"])


def _sealed(bundle: Bundle, key: SigningKey) -> bytes:
    return seal_bundle(transfer.BUNDLE.encode(bundle), key)


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
    at = data.index(b'"points"') + 12
    return data[:at] + (b"9" if data[at : at + 1] != b"9" else b"8") + data[at + 1 :]


def cut_short(_craft: Craft, data: bytes) -> bytes:
    return data[: len(data) // 2]


def trailing(_craft: Craft, data: bytes) -> bytes:
    return data + b"\n"


def other_key(_craft: Craft, data: bytes) -> bytes:
    """Everything signed by a stranger's key, which the expert's PIN never activated."""
    stranger, bundle = SigningKey.generate(), _read(data)
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
    return _sealed(replace(bundle, keys=(asked,), content=content), stranger)


def signed_by_another(_craft: Craft, data: bytes) -> bytes:
    """The honest content under a stranger's signature."""
    return _sealed(_read(data), SigningKey.generate())


def points_altered(craft: Craft, data: bytes) -> bytes:
    """Other points; the digest on the printed sheet stays."""
    bundle = _read(data)
    return _sealed(_with_first(bundle, _altered(bundle.content.sheets[0])), craft.key)


def points_resealed(craft: Craft, data: bytes) -> bytes:
    """Other points with a digest that fits; the signature under the sheet stays."""
    bundle = _read(data)
    return _sealed(_with_first(bundle, _resealed(bundle.content.sheets[0], craft)), craft.key)


def second_truth(craft: Craft, data: bytes) -> bytes:
    """Other points, sealed and signed anew by the expert's own key."""
    bundle = _read(data)
    sheet = _resealed(bundle.content.sheets[0], craft)
    bundle = _with_first(bundle, sheet)
    signatures = tuple(
        _signed(bundle, sheet, craft.key) if each.estate == sheet.estate else each
        for each in bundle.content.signatures
    )
    return _sealed(
        replace(bundle, content=replace(bundle.content, signatures=signatures)), craft.key
    )


def rehearsed(craft: Craft, data: bytes) -> bytes:
    return _sealed(replace(_read(data), mode=RoundMode.REHEARSAL), craft.key)


def other_rubric(craft: Craft, data: bytes) -> bytes:
    return _sealed(replace(_read(data), rubric="0" * 64), craft.key)


def unknown_pack(craft: Craft, data: bytes) -> bytes:
    return _sealed(replace(_read(data), pack_serial=99), craft.key)


def unknown_estate(craft: Craft, data: bytes) -> bytes:
    bundle = _read(data)
    sheet = replace(bundle.content.sheets[0], estate=EstateId("C99-E99"))
    return _sealed(_with_first(bundle, sheet), craft.key)


def in_another_name(craft: Craft, data: bytes) -> bytes:
    """The own sheets in the name of a colleague."""
    bundle = _read(data)
    others = (p.id for p in craft.dossier.panel.people if p.is_expert and p.id != bundle.expert)
    content = replace(bundle.content, declaration=None, recusals=())
    return _sealed(replace(bundle, expert=next(others), content=content), craft.key)


WAYS: Mapping[str, Way] = {
    way.__name__: way
    for way in (
        byte_changed, cut_short, trailing, other_key, signed_by_another, points_altered,
        points_resealed, second_truth, rehearsed, other_rubric, unknown_pack, unknown_estate,
        in_another_name,
    )
}  # fmt: skip
"""Every way of being wrong, by its name."""
