"""An OFD file (GB/T 33190) as named parts: zip, xml, places relative to each other."""

import posixpath
import re
import zipfile
from itertools import islice

from meihao_desktop.intake.page_writer import Colour
from meihao_desktop.intake.unreadable import Trouble, Unreadable
from meihao_desktop.intake.xml_tree import Element, attribute, child, parsed

MAX_PART = 64 * 1024 * 1024
MAX_TOTAL = 512 * 1024 * 1024
MAX_NUMBERS = 20_000
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")


class OfdPackage:
    """The parts of one OFD file; a name begins at the root or beside the part that names it."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {name.lower().lstrip("/"): name for name in archive.namelist()}
        if sum(info.file_size for info in archive.infolist()) > MAX_TOTAL:
            raise Unreadable(Trouble.TOO_LARGE)

    def xml(self, part: str) -> Element:
        """The root of a part that must be there."""
        data = self.data(part)
        if data is None:
            raise Unreadable
        return parsed(data)

    def data(self, part: str) -> bytes | None:
        name = self._names.get(part.lower())
        if name is None:
            return None
        if self._archive.getinfo(name).file_size > MAX_PART:
            raise Unreadable(Trouble.TOO_LARGE)
        return self._archive.read(name)

    def has(self, part: str) -> bool:
        return part.lower() in self._names


def beside(part: str, place: str) -> str:
    """The full name of a place that one part names."""
    place = place.strip().replace("\\", "/")
    joined = place if place.startswith("/") else posixpath.join(posixpath.dirname(part), place)
    return posixpath.normpath(joined).lstrip("/")


def text_of(element: Element | None, *names: str) -> str:
    found = child(element, *names)
    return (found.text or "").strip() if found is not None else ""


def numbers(text: str) -> list[float]:
    """All numbers of an attribute."""
    return [float(match.group()) for match in islice(_NUMBER.finditer(text), MAX_NUMBERS)]


def number(element: Element | None, name: str, otherwise: float) -> float:
    found = numbers(attribute(element, name))
    return found[0] if found else otherwise


def box(text: str) -> tuple[float, float, float, float]:
    """Left, top, width and height; nothing where they are not four."""
    found = numbers(text)
    return (found[0], found[1], found[2], found[3]) if len(found) >= 4 else (0.0, 0.0, 0.0, 0.0)


def colour(element: Element | None, otherwise: Colour) -> Colour:
    """A colour in grey, RGB or CMYK, told apart by how many values it has."""
    if element is None:
        return otherwise
    shading = next(element.iter("{*}Segment"), None)
    own = element if shading is None else child(shading, "Color")
    values = _values(attribute(own, "Value"))
    alpha = round(min(max(number(element, "Alpha", 255), 0), 255))
    if len(values) >= 4:
        cyan, magenta, yellow, black = (value / 255 for value in values[:4])
        values = [255 * (1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)]
    elif len(values) in (1, 2):
        values = values[:1] * 3
    if len(values) < 3:
        return (*otherwise[:3], alpha)
    red, green, blue = (round(min(max(value, 0), 255)) for value in values[:3])
    return red, green, blue, alpha


def _values(text: str) -> list[float]:
    if "#" in text:
        return [float(int(code, 16)) for code in re.findall(r"#\s*([0-9A-Fa-f]{1,4})", text)]
    return numbers(text)
