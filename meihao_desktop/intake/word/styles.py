"""What paragraphs, letters and tables look like, their own wish first, then their style's."""

from collections import Counter
from dataclasses import dataclass, field, replace

from meihao_desktop.intake.xml_tree import Element, attribute, child, local

ORDINARY_SIZE = 21
_SAMPLE = 3000
_CHAIN = 20
_OFF = frozenset({"0", "false", "off", "none"})
_NO_BORDER = frozenset({"", "none", "nil"})
_SIDES = frozenset({"top", "left", "bottom", "right", "start", "end", "insideH", "insideV"})
_STEPS = ((1.75, "xx-large"), (1.35, "x-large"), (1.12, "large"))


@dataclass(frozen=True, slots=True)
class Letters:
    """How a piece of text looks; ``size`` in half points, 0 where nothing is said."""

    is_bold: bool = False
    is_italic: bool = False
    is_underlined: bool = False
    is_struck: bool = False
    is_hidden: bool = False
    raised: str = ""
    size: int = 0
    colour: str = ""
    back: str = ""
    face: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a paragraph looks; indents in twips."""

    align: str = ""
    indent: int = 0
    first: int = 0
    numbering: str = ""
    level: int = 0
    outline: int = 9
    has_break_before: bool = False
    letters: Letters = Letters()


@dataclass(slots=True)
class Styles:
    """The styles part, each style resolved once."""

    _nodes: dict[str, Element] = field(default_factory=dict)
    _layouts: dict[str, Layout] = field(default_factory=dict)
    _bordered: dict[str, bool] = field(default_factory=dict)
    default: str = ""
    ordinary: int = ORDINARY_SIZE
    _basis: Layout = Layout()

    @classmethod
    def of(cls, root: Element | None, body: Element) -> "Styles":
        found = cls()
        for node in () if root is None else root:
            name = local(node.tag)
            if name == "style":
                found._add(node)
            elif name == "docDefaults":
                letters = with_letters(Letters(), child(node, "rPrDefault", "rPr"))
                found._basis = Layout(letters=letters)
        found.ordinary = _usual_size(body) or found.layout("").letters.size or ORDINARY_SIZE
        return found

    def layout(self, name: str) -> Layout:
        """What a paragraph or letters of this style look like by themselves."""
        name = name if name in self._nodes else self.default
        if name not in self._layouts:
            self._layouts[name] = self._basis
            self._layouts[name] = self._resolved(name)
        return self._layouts[name]

    def dressed(self, name: str, around: Letters) -> Letters:
        """Letters with a character style over what stands around them."""
        chain: list[Element] = []
        while name in self._nodes and len(chain) < _CHAIN:
            node = self._nodes[name]
            chain.append(node)
            name = attribute(child(node, "basedOn"), "val")
        for node in reversed(chain):
            around = with_letters(around, child(node, "rPr"))
        return around

    def has_borders(self, table_style: str) -> bool:
        """Whether tables of this style have lines."""
        if table_style not in self._bordered:
            self._bordered[table_style] = False
            node = self._nodes.get(table_style)
            own = has_lines(child(node, "tblPr", "tblBorders"))
            parent = attribute(child(node, "basedOn"), "val")
            self._bordered[table_style] = own or bool(parent and self.has_borders(parent))
        return self._bordered[table_style]

    def step(self, letters: Letters) -> str:
        """The size in words, relative to what most of the document is written in."""
        ratio = letters.size / self.ordinary if letters.size else 1.0
        if ratio <= 0.8:
            return "small"
        return next((word for least, word in _STEPS if ratio >= least), "")

    def _add(self, node: Element) -> None:
        name = attribute(node, "styleId")
        self._nodes[name] = node
        is_default = attribute(node, "default") not in ("", *_OFF)
        if is_default and attribute(node, "type") == "paragraph":
            self.default = name

    def _resolved(self, name: str) -> Layout:
        node = self._nodes.get(name)
        if node is None:
            return self._basis
        parent = attribute(child(node, "basedOn"), "val")
        base = self.layout(parent) if parent in self._nodes else self._basis
        layout = with_layout(base, child(node, "pPr"))
        return replace(layout, letters=with_letters(layout.letters, child(node, "rPr")))


def with_layout(base: Layout, properties: Element | None) -> Layout:
    """A paragraph's own wishes over its style's."""
    if properties is None:
        return base
    wishes: dict[str, object] = {}
    for node in properties:
        name = local(node.tag)
        if name == "jc":
            wishes["align"] = attribute(node, "val")
        elif name == "outlineLvl":
            wishes["outline"] = whole(attribute(node, "val"))
        elif name == "pageBreakBefore":
            wishes["has_break_before"] = _is_on(node)
        elif name == "ind":
            wishes |= _indents(node, base)
        elif name == "numPr":
            wishes |= _numbering(node)
    return replace(base, **wishes) if wishes else base  # type: ignore[arg-type]


def with_letters(base: Letters, properties: Element | None) -> Letters:
    """A run's own wishes over what stands around it."""
    if properties is None:
        return base
    wishes: dict[str, object] = {}
    for node in properties:
        name = local(node.tag)
        if name in _SWITCHES:
            wishes[_SWITCHES[name]] = _is_on(node)
        elif name in _VALUES:
            wishes[_VALUES[name]] = attribute(node, "val")
        elif name == "sz":
            wishes["size"] = whole(attribute(node, "val"))
        elif name == "shd":
            wishes["back"] = attribute(node, "fill")
        elif name == "rFonts":
            wishes["face"] = attribute(node, "ascii") or base.face
    if "is_underlined" in wishes:
        wishes["is_underlined"] = attribute(child(properties, "u"), "val") not in _OFF
    return replace(base, **wishes) if wishes else base  # type: ignore[arg-type]


_SWITCHES = {
    "b": "is_bold",
    "i": "is_italic",
    "strike": "is_struck",
    "dstrike": "is_struck",
    "vanish": "is_hidden",
    "u": "is_underlined",
}
_VALUES = {"color": "colour", "highlight": "back", "vertAlign": "raised"}


def has_lines(borders: Element | None) -> bool:
    """Whether any side is drawn."""
    return borders is not None and any(
        local(side.tag) in _SIDES and attribute(side, "val") not in _NO_BORDER for side in borders
    )


def whole(text: str) -> int:
    """A number in an attribute; what is none counts as 0."""
    number = text.removesuffix(".0")
    return int(number) if number.lstrip("-").isdecimal() and len(number) < 10 else 0


def _is_on(node: Element) -> bool:
    return attribute(node, "val") not in _OFF


def _indents(node: Element, base: Layout) -> dict[str, object]:
    values = {local(key): whole(str(value)) for key, value in node.attrib.items()}
    wishes: dict[str, object] = {}
    if any(key in values for key in ("left", "start", "leftChars")):
        wishes["indent"] = (
            values.get("leftChars", 0) * 21 // 10 or values.get("left") or values.get("start", 0)
        )
    if any(key in values for key in ("firstLine", "firstLineChars", "hanging", "hangingChars")):
        first = values.get("firstLineChars", 0) * 21 // 10 or values.get("firstLine", 0)
        wishes["first"] = first or -(values.get("hanging", 0) or values.get("hangingChars", 0) * 2)
    return wishes or {"indent": base.indent}


def _numbering(node: Element) -> dict[str, object]:
    wishes: dict[str, object] = {}
    number, level = child(node, "numId"), child(node, "ilvl")
    if number is not None:
        wishes["numbering"] = attribute(number, "val")
    if level is not None:
        wishes["level"] = whole(attribute(level, "val"))
    return wishes


def _usual_size(body: Element) -> int:
    """The size that most runs ask for; none where most ask for nothing."""
    sizes: Counter[int] = Counter()
    for seen, node in enumerate(body.iter("{*}r")):
        if seen > _SAMPLE:
            break
        size, length = None, 0
        for part in node:
            name = local(part.tag)
            if name == "t":
                length += len(part.text or "")
            elif name == "rPr":
                size = child(part, "sz")
        sizes[0 if size is None else whole(attribute(size, "val"))] += length
    return sizes.most_common(1)[0][0] if sizes else 0
