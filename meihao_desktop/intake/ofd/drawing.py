"""Objects of an OFD page drawn into a pdf page."""

from meihao_desktop.intake.geometry import SAME, Matrix, moved, scaled, then
from meihao_desktop.intake.ofd.parts import box, colour, number, numbers
from meihao_desktop.intake.ofd.path import segments
from meihao_desktop.intake.ofd.resources import Resources
from meihao_desktop.intake.ofd.text import TextObject
from meihao_desktop.intake.page_writer import BLACK, Colour, Stroke
from meihao_desktop.intake.xml_tree import Element, attribute, child, local

MAX_DEPTH = 12
ORDINARY_LINE = 0.353
_CAPS = {"Butt": 0, "Round": 1, "Square": 2}
_JOINS = {"Miter": 0, "Round": 1, "Bevel": 2}
_FALSE, _TRUE = frozenset({"false", "0"}), frozenset({"true", "1"})


class Drawing:
    """Draws layers, blocks and single objects; pictures can be left out where only text counts."""

    def __init__(self, resources: Resources, *, with_pictures: bool = True) -> None:
        self._resources = resources
        self._writer = resources.writer
        self._with_pictures = with_pictures

    def all(self, parent: Element | None, at: Matrix, depth: int = 0) -> None:
        """Everything inside a layer, a block or an appearance."""
        for node in () if parent is None else parent:
            name = local(node.tag)
            if attribute(node, "Visible") in _FALSE or depth > MAX_DEPTH:
                continue
            if name in ("Layer", "PageBlock", "Content"):
                self.all(node, at, depth + 1)
            elif name == "TextObject":
                self._text(node, self._placed(node, at))
            elif name == "PathObject":
                self._path(node, self._placed(node, at))
            elif name == "ImageObject" and self._with_pictures:
                self._image(node, self._placed(node, at))
            elif name == "CompositeObject":
                self._compound(node, self._placed(node, at), depth)

    def _placed(self, node: Element, at: Matrix) -> Matrix:
        """From the object's own units to the page: its matrix, then its corner."""
        left, top, _, _ = box(attribute(node, "Boundary"))
        own = numbers(attribute(node, "CTM"))
        matrix: Matrix = (own[0], own[1], own[2], own[3], own[4], own[5]) if len(own) >= 6 else SAME
        return then(then(matrix, moved(left, top)), at)

    def _text(self, node: Element, at: Matrix) -> None:
        fill = self._faded(node, self._colour(node, "FillColor", BLACK))
        if self._wish(node, "Fill") in _FALSE:
            fill = self._faded(node, self._colour(node, "StrokeColor", BLACK))
        font = self._resources.font(attribute(node, "Font"))
        TextObject(self._writer, node, font, fill).draw(at)

    def _path(self, node: Element, at: Matrix) -> None:
        data = child(node, "AbbreviatedData")
        is_filled = self._wish(node, "Fill") in _TRUE
        fill = self._faded(node, self._colour(node, "FillColor", BLACK)) if is_filled else None
        stroke = None if self._wish(node, "Stroke") in _FALSE else self._stroke(node)
        if data is not None and (fill or stroke):
            self._writer.path(
                segments(data.text or ""),
                at=at,
                fill=fill,
                stroke=stroke,
                is_even_odd=attribute(node, "Rule") == "Even-Odd",
            )

    def _stroke(self, node: Element) -> Stroke:
        wished = numbers(self._wish(node, "LineWidth"))
        return Stroke(
            colour=self._faded(node, self._colour(node, "StrokeColor", BLACK)),
            width=wished[0] if wished else ORDINARY_LINE,
            dashes=tuple(abs(dash) for dash in numbers(self._wish(node, "DashPattern"))[:16]),
            cap=_CAPS.get(self._wish(node, "Cap"), 0),
            join=_JOINS.get(self._wish(node, "Join"), 0),
        )

    def _image(self, node: Element, at: Matrix) -> None:
        picture = self._resources.picture(attribute(node, "ResourceID"))
        if not attribute(node, "CTM"):
            _, _, width, height = box(attribute(node, "Boundary"))
            at = then(scaled(width, height), at)
        alpha = min(max(number(node, "Alpha", 255), 0), 255) / 255
        if picture is not None:
            self._writer.picture(picture, at=at, alpha=alpha)

    def _compound(self, node: Element, at: Matrix, depth: int) -> None:
        unit = self._resources.node(attribute(node, "ResourceID"), "CompositeGraphicUnit")
        self.all(child(unit, "Content"), at, depth + 1)

    def _wish(self, node: Element, name: str) -> str:
        """An attribute of the object or of the nearest way of drawing that has it."""
        return next(
            (value for way in self._resources.drawing(node) if (value := attribute(way, name))), ""
        )

    def _colour(self, node: Element, name: str, otherwise: Colour) -> Colour:
        for way in self._resources.drawing(node):
            found = child(way, name)
            if found is not None:
                return colour(found, otherwise)
        return otherwise

    def _faded(self, node: Element, ink: Colour) -> Colour:
        alpha = min(max(number(node, "Alpha", 255), 0), 255) / 255
        return (*ink[:3], round(ink[3] * alpha))
