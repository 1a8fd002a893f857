"""The own part of a review pack: what only one expert may read, opened by that expert's PIN."""

from collections.abc import Iterator
from dataclasses import replace

from meihao_desktop.db import transfer
from meihao_desktop.db.errors import Unreadable
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.handover import (
    BundleOut,
    OwnPart,
    TakenSeat,
    newer_declaration,
    newer_recusal,
)
from meihao_desktop.domain.hearing import newer_hearing
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.score_sheet import ScoreSheet, SheetStatus
from meihao_desktop.exchange.canonical import parsed
from meihao_desktop.exchange.lockbox import unlocked
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.pins import open_token


def ready_own_part(context: Context, person: PersonId, pin: str) -> None:
    """At log-in on an expert's laptop: what came in the pack for this expert alone is entered."""
    seat = context.store.exchanges.seat()
    if seat is None or not seat.own or seat.expert != person:
        return
    part = _opened(context, seat, pin)
    with context.transaction("activate_seat", subject=person):
        _enter(context, person, part)
        context.store.exchanges.save_seat(replace(seat, own=""))


def _opened(context: Context, seat: TakenSeat, pin: str) -> OwnPart:
    record = context.store.panels.pin(seat.expert)
    if record is None or not record.token:
        raise RuleViolation("评审包中没有您的激活凭据，请秘书重新发放 PIN 并制作评审包。")
    token = open_token(record.token, pin)
    try:
        return transfer.OWN_PART.decode(parsed(unlocked(seat.own, token)))
    except Unreadable:
        raise RuleViolation(
            "评审包中属于您的部分读不懂，请核对本机与秘书电脑的程序版本是否相同。"
        ) from None


def _enter(context: Context, expert: PersonId, part: OwnPart) -> None:
    store = context.store
    person = context.person(expert)
    if person is not None:
        store.panels.save_person(replace(person, background=part.background))
    here = {(each.expert, each.estate): each for each in store.panels.recusals()}
    for recusal in part.recusals:
        pair = (recusal.expert, recusal.estate)
        store.panels.save_recusal(newer_recusal(here.get(pair), recusal))
    if part.declaration is not None:
        known = {each.expert: each for each in store.interests.declarations()}
        store.interests.save_declaration(newer_declaration(known.get(expert), part.declaration))
    for search in part.searches:
        store.interests.save_search(search)
    _enter_hearings(context, part)
    handed = store.exchanges.bundles()
    if part.last_serial > (handed[-1].serial if handed else 0):
        store.exchanges.save_bundle(
            BundleOut(serial=part.last_serial, digest="", content="", handed_at=context.now())
        )
    latest, earlier = store.score_sheets.all()
    known_sheets = {_key(sheet): sheet for sheet in (*earlier, *latest)}
    changed = {_key(sheet): sheet for sheet in _sheets(known_sheets, part)}
    for sheet in changed.values():
        store.score_sheets.save(sheet)
    for sheet in _begun_anew({**known_sheets, **changed}, store.submissions.estates()):
        store.score_sheets.save(sheet)


def _enter_hearings(context: Context, part: OwnPart) -> None:
    """The notices of the pack; those that are decided, or about scores that changed, go."""
    kept = context.store.hearings
    here = kept.all()
    for hearing in part.hearings:
        kept.save(newer_hearing(here.get(hearing.finding), hearing))
    for finding in here.keys() - {hearing.finding for hearing in part.hearings}:
        kept.remove(finding)


SheetsByKey = dict[tuple[str, str, int], ScoreSheet]


def _sheets(known: SheetsByKey, part: OwnPart) -> Iterator[ScoreSheet]:
    """What the secretary's records add; nothing the expert has entered here is lost."""
    for told in part.sheets:
        here = known.get(_key(told))
        if here is None or (not here.digest and told.digest):
            yield told
        elif here.digest == told.digest and told.status is SheetStatus.WITHDRAWN:
            yield replace(here, status=SheetStatus.WITHDRAWN)  # opened again by the chair


def _begun_anew(sheets: SheetsByKey, estates: tuple[Estate, ...]) -> Iterator[ScoreSheet]:
    """A sealed sheet on materials that were replaced stays as void, with a fresh draft beside."""
    versions = {estate.id: estate.submission_version for estate in estates}
    latest: dict[tuple[str, str], ScoreSheet] = {}
    for key in sorted(sheets):
        latest[key[0], key[1]] = sheets[key]
    for sheet in latest.values():
        version = versions.get(sheet.estate, sheet.material_version)
        if sheet.status.is_sealed and sheet.material_version < version:
            void = sheet.kept_as(SheetStatus.VOID)
            yield void
            yield void.started_anew(material_version=version)


def _key(sheet: ScoreSheet) -> tuple[str, str, int]:
    return sheet.expert, sheet.estate, sheet.revision
