"""The codec of hearings."""

from meihao_desktop.db.codec import MOMENT, TEXT, WHOLE, in_text, mapping, maybe, named, record
from meihao_desktop.db.codec_values import WHERE
from meihao_desktop.domain.hearing import Answer, Hearing, Voice

HEARING = record(
    Hearing, finding=TEXT, where=in_text(WHERE), sentence=TEXT, notified_by=TEXT,
    notified_at=MOMENT, answer=maybe(named(Answer)), statement=TEXT, answered_at=maybe(MOMENT),
    revision=WHOLE, confirmed_by=TEXT, votes=in_text(mapping(TEXT, named(Voice))),
    voted_at=maybe(MOMENT),
)  # fmt: skip
