"""Codecs of what is known of the members of the panel."""

from meihao_desktop.db.codec import (
    FLAG,
    MOMENT,
    TEXT,
    WHOLE,
    in_text,
    many,
    mapping,
    maybe,
    members,
    named,
    record,
)
from meihao_desktop.domain.chair_election import ChairElection, Poll
from meihao_desktop.domain.panel import Background, FormerUnit, Person, PersonKind, Role, Seat

FORMER_UNIT = record(FormerUnit, unit=TEXT, from_year=maybe(WHOLE), until_year=maybe(WHOLE))
BACKGROUND = record(
    Background,
    late=("group_company", "former_units", "counties", "homes", "coached", "phone_mark"),
    group_company=TEXT, former_units=many(FORMER_UNIT), counties=many(TEXT), homes=many(TEXT),
    coached=many(TEXT), phone_mark=TEXT,
)  # fmt: skip
SEAT = record(
    Seat,
    late=("is_reserve", "replaced_by", "replaced_because", "arrived_at", "left_at", "pledged_at"),
    is_reserve=FLAG, replaced_by=TEXT, replaced_because=TEXT, arrived_at=maybe(MOMENT),
    left_at=maybe(MOMENT), pledged_at=maybe(MOMENT),
)  # fmt: skip
PERSON = record(
    Person, late=("background", "seat"), id=TEXT, name=TEXT, roles=in_text(members(Role)),
    unit=TEXT, title=TEXT, kind=named(PersonKind), group=TEXT, background=in_text(BACKGROUND),
    seat=in_text(SEAT),
)  # fmt: skip
POLL = record(Poll, votes=mapping(TEXT, WHOLE), voters=WHOLE)
CHAIR_ELECTION = record(
    ChairElection, number=WHOLE, polls=in_text(many(POLL)), held_at=MOMENT, recorded_by=TEXT
)
