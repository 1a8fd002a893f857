"""The shapes of one slide drawn into a pdf page."""

from collections.abc import Iterable

from PIL import Image
from pptx.oxml.ns import qn

from meihao_desktop.intake.geometry import SAME, Matrix, moved, scaled, then, turned
from meihao_desktop.intake.page_writer import Colour, PageWriter, Stroke, opened_picture
from meihao_desktop.intake.slides.shapes import outline, outline_name
from meihao_desktop.intake.slides.table import SlideTable, draw_chart
from meihao_desktop.intake.slides.text import POINT, TextBody
from meihao_desktop.intake.slides.theme import Theme, Thing, Wishes, whole
from meihao_desktop.intake.typefaces import typeface
from meihao_desktop.intake.xml_tree import Element, attribute, child, local

MAX_DEPTH = 12
_INSETS = (("lIns", 91440), ("tIns", 45720), ("rIns", 91440), ("bIns", 45720))
_GREY: Colour = (150, 150, 150, 255)
_PALE: Colour = (240, 241, 243, 255)
_LINES = {"dash": (4, 3), "sysDash": (3, 1), "sysDot": (1, 1), "dot": (1, 2), "lgDash": (8, 3)}
_ROUND = 0.146
_SIDES = ("left", "top", "width", "height")
_TRUE = frozenset({"1", "true"})


class SlideDrawing:
    """Draws shapes of a slide, its layout and its master."""

    def __init__(self, writer: PageWriter, theme: Theme, *, with_pictures: bool) -> None:
        self._writer = writer
        self._theme = theme
        self._with_pictures = with_pictures

    def all(
        self, shapes: Iterable[Thing], *, wishes_of: Thing, at: Matrix = SAME, depth: int = 0
    ) -> None:
        """Shapes in their order, groups with what they hold."""
        for shape in shapes:
            element = shape._element  # noqa: SLF001 -- there is no other way to the xml
            name = local(element.tag)
            if name == "grpSp" and depth < MAX_DEPTH:
                inner = _group(element, at)
                self.all(shape.shapes, wishes_of=wishes_of, at=inner, depth=depth + 1)
                continue
            box = tuple(
                _points(getattr(shape, side)) for side in ("left", "top", "width", "height")
            )
            self._shape(shape, name, box, wishes_of(shape), at)

    def background(self, places: Iterable[Thing], size: tuple[float, float]) -> None:
        """The nearest background of slide, layout and master."""
        for place in places:
            node = child(place.element, "cSld", "bg")
            if node is None:
                continue
            properties = child(node, "bgPr")
            fill = self._theme.fill(properties) or self._theme.colour(child(node, "bgRef"))
            if fill is not None:
                self._writer.rectangle((0, 0, *size), fill=fill)
            blip = child(properties, "blipFill", "blip")
            if blip is not None:
                self._blip(place, blip, (0.0, 0.0, 0.0, 0.0), then(scaled(*size), SAME))
            return

    def _shape(
        self,
        shape: Thing,
        name: str,
        box: tuple[float, ...],
        wishes: Wishes,
        at: Matrix,
    ) -> None:
        left, top, width, height = box
        element: Element = shape._element  # noqa: SLF001 -- as above
        place = then(moved(left, top), at)
        transform = child(element, "spPr", "xfrm")
        angle = whole(attribute(transform, "rot")) / 60_000
        if angle:
            place = then(turned(angle, width / 2, height / 2), place)
        if name == "pic":
            self._picture(shape, (width, height), place)
        elif name == "graphicFrame":
            self._frame(shape, (width, height), wishes, place)
        elif name in ("sp", "cxnSp"):
            flipped = then(_flip(transform, width, height), place)
            ink = self._geometry(shape, element, (width, height), flipped)
            body = child(element, "txBody")
            if body is not None:
                text = TextBody(self._writer, self._theme, body, wishes, ink)
                margin = _ROUND if outline_name(child(element, "spPr")) == "ellipse" else 0.0
                self._text(text, wishes, (width, height), place, margin=margin)

    def _geometry(
        self,
        shape: Thing,
        element: Element,
        size: tuple[float, float],
        at: Matrix,
    ) -> Colour | None:
        """Area and line; gives the colour that the style of the shape wants for its text."""
        properties, style = child(element, "spPr"), child(element, "style")
        fill = self._theme.fill(properties)
        is_open = local(element.tag) == "cxnSp" or child(properties, "noFill") is not None
        if fill is None and not is_open and _index(style, "fillRef"):
            fill = self._theme.colour(child(style, "fillRef"))
        stroke = self._line(child(properties, "ln"), style)
        segments = outline(properties, *size)
        if len(segments) == 2:
            fill = None
        if fill is not None or stroke is not None:
            self._writer.path(segments, at=at, fill=fill, stroke=stroke)
        blip = child(properties, "blipFill", "blip")
        if blip is not None:
            self._blip(shape, blip, (0.0, 0.0, 0.0, 0.0), then(scaled(*size), at))
        return self._theme.colour(child(style, "fontRef"))

    def _line(self, line: Element | None, style: Element | None) -> Stroke | None:
        if child(line, "noFill") is not None:
            return None
        colour = self._theme.fill(line)
        if colour is None and _index(style, "lnRef"):
            colour = self._theme.colour(child(style, "lnRef"))
        if colour is None:
            return None
        width = whole(attribute(line, "w"), 9525) / POINT
        dashes = _LINES.get(attribute(child(line, "prstDash"), "val"), ())
        return Stroke(colour=colour, width=width, dashes=tuple(d * max(width, 1) for d in dashes))

    def _text(
        self,
        text: TextBody,
        wishes: Wishes,
        size: tuple[float, float],
        at: Matrix,
        *,
        margin: float,
    ) -> None:
        """``margin`` is the share of each side that a round shape takes from its text."""
        width, height = size
        insets = [whole(wishes.body(name), usual) / POINT for name, usual in _INSETS]
        left, right = insets[0] + margin * width, insets[2] + margin * width
        top, bottom = insets[1] + margin * height, insets[3] + margin * height
        is_free = wishes.body("wrap") == "none"
        lines = text.lines(2000.0 if is_free else width - left - right)
        tall = sum(line.height + line.before for line in lines)
        spare = height - top - bottom - tall
        shift = {"ctr": spare / 2, "b": spare}.get(wishes.body("anchor"), 0.0)
        text.draw(lines, (left, top + shift, width - left - right), at)

    def _picture(self, shape: Thing, size: tuple[float, float], at: Matrix) -> None:
        crop = tuple(
            min(max(float(getattr(shape, f"crop_{side}", 0) or 0), 0.0), 0.95)
            for side in ("left", "top", "right", "bottom")
        )
        blip = shape._element.find(".//" + qn("a:blip"))  # noqa: SLF001 -- as above
        if self._with_pictures and not self._blip(shape, blip, crop, then(scaled(*size), at)):
            self._notice("［图片无法显示］", size, at)

    def _blip(
        self, shape: Thing, blip: Element | None, crop: tuple[float, ...], at: Matrix
    ) -> bool:
        """A picture of the slide's own part over the unit square; whether there was one."""
        identity = attribute(blip, "embed")
        part = shape.part
        if not self._with_pictures or not identity or identity not in part.rels:
            return False
        picture = opened_picture(part.related_part(identity).blob)
        if picture is None:
            return False
        self._writer.picture(_cropped(picture, crop), at=at)
        return True

    def _frame(self, shape: Thing, size: tuple[float, float], wishes: Wishes, at: Matrix) -> None:
        if getattr(shape, "has_table", False):
            table = shape._element.find(".//" + qn("a:tbl"))  # noqa: SLF001 -- as above
            SlideTable(self._writer, self._theme, table, wishes).draw(at)
        elif getattr(shape, "has_chart", False):
            draw_chart(self._writer, shape.chart, size, at)
        else:
            self._notice("［嵌入的图形或对象，请用外部程序查看］", size, at)

    def _notice(self, text: str, size: tuple[float, float], at: Matrix) -> None:
        self._writer.rectangle((0, 0, *size), at=at, fill=_PALE, stroke=Stroke(colour=_GREY))
        letters = min(12.0, max(size[0] / (len(text) + 1), 2.0))
        place = then(moved(letters / 2, letters * 1.5), at)
        self._writer.text(text, typeface(""), letters, at=place, fill=(90, 90, 90, 255))


def _points(length: int | None) -> float:
    return (length or 0) / POINT


def _index(style: Element | None, name: str) -> bool:
    return attribute(child(style, name), "idx") not in ("", "0")


def _flip(transform: Element | None, width: float, height: float) -> Matrix:
    across = attribute(transform, "flipH") in _TRUE
    down = attribute(transform, "flipV") in _TRUE
    return (
        -1.0 if across else 1.0,
        0.0,
        0.0,
        -1.0 if down else 1.0,
        width if across else 0.0,
        height if down else 0.0,
    )


def _group(element: Element, at: Matrix) -> Matrix:
    """From the coordinates inside a group to those outside."""
    transform = child(element, "grpSpPr", "xfrm")
    x, y = _pair(child(transform, "off"), "x", "y")
    width, height = _pair(child(transform, "ext"), "cx", "cy")
    inner_x, inner_y = _pair(child(transform, "chOff"), "x", "y")
    inner_width, inner_height = _pair(child(transform, "chExt"), "cx", "cy")
    size = (
        scaled(width / inner_width, height / inner_height) if inner_width and inner_height else SAME
    )
    inside = then(then(moved(-inner_x, -inner_y), size), moved(x, y))
    angle = whole(attribute(transform, "rot")) / 60_000
    if angle:
        inside = then(inside, turned(angle, x + width / 2, y + height / 2))
    return then(inside, at)


def _pair(node: Element | None, one: str, other: str) -> tuple[float, float]:
    return whole(attribute(node, one)) / POINT, whole(attribute(node, other)) / POINT


def _cropped(picture: Image.Image, crop: tuple[float, ...]) -> Image.Image:
    left, top, right, bottom = crop
    if not any(crop) or left + right >= 1 or top + bottom >= 1:
        return picture
    width, height = picture.size
    return picture.crop(
        (
            round(left * width),
            round(top * height),
            max(round((1 - right) * width), round(left * width) + 1),
            max(round((1 - bottom) * height), round(top * height) + 1),
        )
    )
