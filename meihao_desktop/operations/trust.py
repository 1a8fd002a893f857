"""Whether an expert's laptop may trust a review pack whose key is not the one it knows.

Only a person can tell: the new fingerprint is compared with the signed 补充开封记录, and the PIN
shows that it is the expert who did so.
"""

from dataclasses import dataclass, field

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.handover import Pack, TakenSeat
from meihao_desktop.domain.signature import KeyChange, grouped, succession
from meihao_desktop.exchange.refusals import Refusal, refuse
from meihao_desktop.exchange.signing_keys import fingerprint_of
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.witness import check_pin


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyNews:
    """A pack is signed by ``new``, while this laptop knows ``old``; ``changes`` lead there."""

    old: str
    new: str
    changes: tuple[KeyChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyConfirmed:
    """The expert has compared this fingerprint with the signed paper."""

    fingerprint: str
    pin: str = field(repr=False)


class KeyUnconfirmed(RuleViolation):
    """Nobody has compared the new key yet; ``news`` is what has to be compared."""

    def __init__(self, news: KeyNews) -> None:
        super().__init__(
            f"评审密钥已由秘书更换：本机原来的指纹 {grouped(news.old)}，"
            f"新指纹 {grouped(news.new)}。请与签过字的补充开封记录逐组核对，确认后再更新；"
            "不相符的不要更新，并告知监督员。"
        )
        self.news = news


def require_signed_by_round(pack: Pack, public_key: str, what: str) -> None:
    """A pack is signed by the key that, by its own word, stands for the round now."""
    keys = succession(pack.content.keys, pack.content.key_changes)
    if not keys or not keys[-1].is_in_use or keys[-1].public_key != public_key:
        refuse(Refusal.FOREIGN_EVENT_KEY, what=what)


def news_of(seat: TakenSeat, pack: Pack, public_key: str, what: str) -> KeyNews | None:
    """What the expert has to compare; refused where nothing leads from the known key here."""
    if public_key == seat.event_key:
        return None
    keys = succession(pack.content.keys, pack.content.key_changes)
    known = [at for at, key in enumerate(keys) if key.public_key == seat.event_key]
    if not known:
        refuse(Refusal.FOREIGN_EVENT_KEY, what=what)
    since = {key.fingerprint for key in keys[known[0] + 1 :]}
    changes = tuple(each for each in pack.content.key_changes if each.fingerprint in since)
    return KeyNews(
        old=fingerprint_of(seat.event_key), new=fingerprint_of(public_key), changes=changes
    )


def require_trusted(
    context: Context, seat: TakenSeat, news: KeyNews | None, confirmed: KeyConfirmed | None
) -> None:
    """Nothing new, or the expert has confirmed this very key with the PIN known here."""
    if news is None:
        return
    if confirmed is None:
        raise KeyUnconfirmed(news)
    if "".join(confirmed.fingerprint.split()).upper() != news.new:
        raise RuleViolation(
            f"确认的指纹与这个评审包的密钥指纹 {grouped(news.new)} 不同，没有更新。"
            "请与签过字的补充开封记录逐组核对。"
        )
    check_pin(context, seat.expert, confirmed.pin)
