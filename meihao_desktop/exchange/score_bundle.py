"""The score bundle (评分包): signed, and on its way in a letter, what an expert hands over."""

from collections.abc import Mapping
from pathlib import Path

from meihao_desktop.domain.handover import Bundle, KeyRequest
from meihao_desktop.domain.score_sheet import ScoreSheet
from meihao_desktop.domain.signature import SheetSignature
from meihao_desktop.exchange.canonical import Json, canonical
from meihao_desktop.exchange.envelope import (
    MOST_BYTES,
    Envelope,
    Kind,
    open_envelope,
    seal_envelope,
)
from meihao_desktop.exchange.refusals import Refusal, refuse
from meihao_desktop.exchange.signing_keys import SigningKey, fingerprint_of, verify

ENDING = ".meihao"
START = "评分包-"


def bundle_name(expert: str, serial: int) -> str:
    return f"{START}{expert}-{serial}{ENDING}"


def seal_bundle(told: Json, key: SigningKey) -> bytes:
    return seal_envelope(Kind.BUNDLE, {"bundle": told}, key)


def bundle_bytes(file: Path) -> bytes:
    """The whole file, unless it cannot be read or is far too large."""
    try:
        if file.stat().st_size > MOST_BYTES:
            refuse(Refusal.TOO_LARGE, what=file.name)
        return file.read_bytes()
    except OSError:
        refuse(Refusal.UNREADABLE, what=file.name)


def opened_bundle(data: bytes, what: str) -> Envelope:
    """What the envelope of a bundle holds."""
    opened = open_envelope(data, Kind.BUNDLE, what)
    if opened.body.keys() != {"bundle"}:
        refuse(Refusal.BAD_CONTENT, what=what, why="字段不符")
    return opened


def find_bundles(stick: Path) -> tuple[Path, ...]:
    """The files on a stick that are named like bundles."""
    try:
        found = [place for place in stick.iterdir() if _is_named_so(place)]
    except OSError:
        return ()
    return tuple(sorted(found))


def require_signed(
    bundle: Bundle, envelope: Envelope, what: str, estate_names: Mapping[str, str]
) -> None:
    """Refuse a bundle whose own signatures do not hold together."""
    keys = {fingerprint_of(key.public_key): key for key in bundle.keys}
    signer = keys.get(envelope.fingerprint)
    if signer is None or signer.public_key != envelope.public_key or signer.retired_at:
        refuse(Refusal.OTHER_KEY, what=what)
    signatures = {(each.estate, each.revision): each for each in bundle.content.signatures}
    if len(signatures) != len(bundle.content.signatures):
        refuse(Refusal.WRONG_SIGNER, what=what)
    for sheet in bundle.content.sheets:
        name = estate_names.get(sheet.estate, sheet.estate)
        signature = signatures.get((sheet.estate, sheet.revision))
        if signature is None:
            refuse(Refusal.SHEET_UNSIGNED, what=what, name=name)
        if not _fits(signature, sheet, bundle, keys):
            refuse(Refusal.SHEET_BAD_SIGNATURE, what=what, name=name)
    if len(signatures) != len(bundle.content.sheets):
        refuse(Refusal.WRONG_SIGNER, what=what)


def _fits(
    signature: SheetSignature, sheet: ScoreSheet, bundle: Bundle, keys: Mapping[str, KeyRequest]
) -> bool:
    key = keys.get(signature.fingerprint)
    if key is None or signature.expert != bundle.expert or signature.digest != sheet.digest:
        return False
    body = canonical(signature.body(bundle.round_id))
    return verify(key.public_key, "sheet", body, signature.signature)


def _is_named_so(place: Path) -> bool:
    return place.name.startswith(START) and place.suffix == ENDING and place.is_file()
