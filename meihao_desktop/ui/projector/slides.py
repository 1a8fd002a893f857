"""What each picture on the wall says, as plain values, from agenda and reveal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from meihao_desktop.domain.agenda import AgendaItem
from meihao_desktop.domain.reveal import RevealedEstate, RevealStep
from meihao_desktop.operations.present_meeting import Agenda, Reveal

MOST_NAMES = 8
MOST_TOLD = 7
ALL_TOLD = "名次公布完毕"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One estate on the wall; ``outcome`` stands in a frame of its own."""

    name: str
    detail: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One estate already told, in the column at the side; a line may run below it."""

    place: str
    name: str
    points: str
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """One picture: what it is about, the call, the estates, a note, what was told before."""

    heading: str
    call: str
    names: tuple[Name, ...] = ()
    note: str = ""
    announcement: str = ""
    told: tuple[Told, ...] = ()


def agenda_slides(agenda: Agenda) -> tuple[Slide, ...]:
    """A slide for each part of the meeting, more where it has many estates."""
    slides = [
        Slide(heading=agenda.title, call="会议议程", note=_agenda_note(agenda)),
        *(slide for item in agenda.items for slide in _item_slides(item, len(agenda.items))),
    ]
    return tuple(slides)


def reveal_slides(reveal: Reveal) -> tuple[Slide, ...]:
    """From the last place to the first, what was told standing beside it, and a summary."""
    count = sum(len(step.estates) for step in reveal.steps)
    outside = f"，另有 {reveal.outside} 个小区未列入排名" if reveal.outside else ""
    first = Slide(
        heading=reveal.title,
        call="名次公布",
        note=f"共 {count} 个小区参加排名{outside}，从最后一名开始"
        if count
        else "还没有可以公布的名次",
    )
    if not count:
        return (first,)
    told: list[Told] = []
    slides: list[Slide] = [first]
    for step in reveal.steps:
        slides.append(_step_slide(step, tuple(told)))
        told = [*_told(step), *told]
    return (*slides, _summary(tuple(told)))


def _agenda_note(agenda: Agenda) -> str:
    count = sum(len(item.estates) for item in agenda.items)
    parts = len(agenda.items)
    if not count:
        return "还没有收到小区的材料"
    return f"共 {count} 个小区，按回避情况分 {parts} 段进行"


def _item_slides(item: AgendaItem, count: int) -> Iterator[Slide]:
    parts = [
        item.estates[start : start + MOST_NAMES]
        for start in range(0, len(item.estates), MOST_NAMES)
    ]
    for at, part in enumerate(parts, start=1):
        page = f"（{at}/{len(parts)}）" if len(parts) > 1 else ""
        yield Slide(
            heading=f"会议议程　第 {item.number}/{count} 段{page}",
            call=item.call,
            note=item.welcome,
            names=tuple(Name(name=estate.name, detail=estate.county) for estate in part),
        )


def _step_slide(step: RevealStep, told: Sequence[Told]) -> Slide:
    shared = "（并列）" if step.is_shared else ""
    return Slide(
        heading="名次公布",
        call=f"第 {step.place} 名{shared}",
        names=tuple(
            Name(name=each.name, detail=f"{each.county}　{each.points} 分", outcome=each.outcome)
            for each in step.estates
        ),
        note=step.sentence,
        announcement="；".join(step.lines),
        told=tuple(told[:MOST_TOLD]),
    )


def _told(step: RevealStep) -> Iterator[Told]:
    for estate in step.estates:
        yield _told_one(step, estate)


def _told_one(step: RevealStep, estate: RevealedEstate) -> Told:
    return Told(
        place=str(step.place), name=estate.name, points=estate.points, outcome=estate.outcome
    )


def _summary(told: Sequence[Told]) -> Slide:
    """The estates inside or across a line, best first; all of them where no line holds any."""
    chosen = [each for each in told if each.outcome] or list(told)
    return Slide(
        heading="名次公布",
        call=ALL_TOLD,
        names=tuple(
            Name(
                name=f"{each.place}　{each.name}", detail=f"{each.points} 分", outcome=each.outcome
            )
            for each in chosen[:MOST_NAMES]
        ),
    )
