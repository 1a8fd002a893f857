"""Slides as a pdf in memory: one page each, with what their layout and master hand down."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2 as pdfium
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE

from meihao_desktop.intake.geometry import moved
from meihao_desktop.intake.page_writer import PageWriter
from meihao_desktop.intake.slides.drawing import SlideDrawing
from meihao_desktop.intake.slides.old import old_slides
from meihao_desktop.intake.slides.text import POINT
from meihao_desktop.intake.slides.theme import Theme, Thing, Wishes
from meihao_desktop.intake.typefaces import typeface
from meihao_desktop.intake.unreadable import Unreadable
from meihao_desktop.intake.xml_tree import Element, attribute, child, parsed

MAX_SLIDES = 500
_OLE = b"\xd0\xcf\x11\xe0"
_TITLES = frozenset({"title", "ctrTitle"})
_OTHERS = frozenset({"dt", "ftr", "sldNum", ""})
_HIDDEN = "（隐藏的幻灯片）"


def slides_document(path: Path, *, with_pictures: bool = True) -> pdfium.PdfDocument:
    """All slides drawn; ``with_pictures`` off where only the text counts."""
    with path.open("rb") as stream:
        if stream.read(4) == _OLE:
            return old_slides(path)
        stream.seek(0)
        presentation = Presentation(stream)
    writer = PageWriter()
    size = ((presentation.slide_width or 0) / POINT, (presentation.slide_height or 0) / POINT)
    if not all(10 < side < 10_000 for side in size):
        raise Unreadable
    defaults = child(presentation.element, "defaultTextStyle")
    for count, slide in enumerate(presentation.slides):
        if count >= MAX_SLIDES:
            break
        _draw(writer, slide, size, defaults, with_pictures=with_pictures)
    document = writer.finish()
    if not len(document):
        raise Unreadable
    return document


def slide_notes(path: Path) -> dict[int, str]:
    """The speaker's notes by the number of their slide."""
    with path.open("rb") as stream:
        if stream.read(4) == _OLE:
            return {}
        stream.seek(0)
        slides = Presentation(stream).slides
        found = {}
        for number, slide in enumerate(slides, start=1):
            frame = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
            if frame is not None and frame.text.strip():
                found[number] = frame.text.strip()
        return found


def _draw(
    writer: PageWriter,
    slide: Thing,
    size: tuple[float, float],
    defaults: Element | None,
    *,
    with_pictures: bool,
) -> None:
    layout = slide.slide_layout
    master = layout.slide_master
    writer.begin(*size)
    drawing = SlideDrawing(writer, _theme(master), with_pictures=with_pictures)
    drawing.background((slide, layout, master), size)
    wishes_of = _wishes_of(layout, master, defaults)
    shows_layout = attribute(slide.element, "showMasterSp") not in ("0", "false")
    shows_master = attribute(layout.element, "showMasterSp") not in ("0", "false")
    if shows_layout and shows_master:
        drawing.all(_drawn(master), wishes_of=wishes_of)
    if shows_layout:
        drawing.all(_drawn(layout), wishes_of=wishes_of)
    drawing.all(slide.shapes, wishes_of=wishes_of)
    if attribute(slide.element, "show") in ("0", "false"):
        writer.rectangle((size[0] - 136, 4, 132, 22), fill=(255, 244, 214, 255))
        place = moved(size[0] - 132, 20)
        writer.text(_HIDDEN, typeface(""), 14, at=place, fill=(150, 50, 0, 255))


def _drawn(place: Thing) -> Iterator[Thing]:
    """What a layout or master itself shows: no placeholders, they are for the slide to fill."""
    return (shape for shape in place.shapes if not shape.is_placeholder)


def _theme(master: Thing) -> Theme:
    part = next(
        (
            relation.target_part
            for relation in master.part.rels.values()
            if relation.reltype == RELATIONSHIP_TYPE.THEME
        ),
        None,
    )
    return Theme.of(parsed(part.blob) if part is not None else None, master.element)


def _wishes_of(
    layout: Thing,
    master: Thing,
    defaults: Element | None,
) -> Callable[[Thing], Wishes]:
    """For each shape, the list styles from its own to the presentation's."""
    styles = child(master.element, "txStyles")

    def wishes(shape: Thing) -> Wishes:
        bodies = [child(shape._element, "txBody")]  # noqa: SLF001 -- no other way to the xml
        kind = "" if not shape.is_placeholder else _kind(shape)
        if shape.is_placeholder:
            bodies += [_body(found) for found in _models(shape, kind, layout, master)]
        last = "titleStyle" if kind in _TITLES else "otherStyle" if kind in _OTHERS else "bodyStyle"
        lists = [child(body, "lstStyle") for body in bodies] + [child(styles, last), defaults]
        properties = [child(body, "bodyPr") for body in bodies]
        return Wishes(
            lists=tuple(found for found in lists if found is not None),
            bodies=tuple(found for found in properties if found is not None),
        )

    return wishes


def _kind(shape: Thing) -> str:
    node = child(shape._element, "nvSpPr", "nvPr", "ph")  # noqa: SLF001 -- as above
    return attribute(node, "type") or "body"


def _models(shape: Thing, kind: str, layout: Thing, master: Thing) -> Iterator[Thing]:
    """The placeholders of layout and master that this one fills."""
    index = shape.placeholder_format.idx
    yield from (one for one in layout.placeholders if one.placeholder_format.idx == index)
    same = _TITLES if kind in _TITLES else {kind} if kind in _OTHERS else {"body", "obj"}
    yield from (one for one in master.placeholders if _kind(one) in same)


def _body(shape: Thing) -> Element | None:
    return child(shape._element, "txBody")  # noqa: SLF001 -- as above
