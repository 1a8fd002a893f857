"""OFD documents (GB/T 33190) as a pdf in memory: pages, templates, annotations and seals."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from meihao_desktop.intake.geometry import Matrix, moved, scaled, then
from meihao_desktop.intake.ofd.drawing import Drawing
from meihao_desktop.intake.ofd.parts import OfdPackage, beside, box, text_of
from meihao_desktop.intake.ofd.resources import Resources
from meihao_desktop.intake.ofd.seal import seal_picture
from meihao_desktop.intake.page_writer import PageWriter, opened_picture
from meihao_desktop.intake.unreadable import Unreadable
from meihao_desktop.intake.xml_tree import Element, attribute, child, children, local

MAX_PAGES = 500
MILLIMETRE = 72 / 25.4
_A4 = (0.0, 0.0, 210.0, 297.0)
_LARGEST = 5000.0
_WHITE = 235


def ofd_document(path: Path, *, with_pictures: bool = True) -> pdfium.PdfDocument:
    """All pages drawn; ``with_pictures`` off where only the text counts."""
    with zipfile.ZipFile(path) as archive:
        writer = PageWriter()
        bodies = list(children(OfdPackage(archive).xml("OFD.xml"), "DocBody"))
        for body in bodies:
            _Document(OfdPackage(archive), body, writer, with_pictures=with_pictures).draw()
        document = writer.finish()
    if not len(document):
        raise Unreadable
    return document


class _Document:
    """One document body of an OFD file."""

    def __init__(
        self, package: OfdPackage, body: Element, writer: PageWriter, *, with_pictures: bool = True
    ) -> None:
        self._package = package
        self._writer = writer
        self._part = beside("", text_of(body, "DocRoot"))
        self._root = package.xml(self._part)
        self._resources = Resources(package, writer)
        self._drawing = Drawing(self._resources, with_pictures=with_pictures)
        self._with_pictures = with_pictures
        self._common = child(self._root, "CommonData")
        for node in self._common if self._common is not None else ():
            if local(node.tag) in ("PublicRes", "DocumentRes"):
                self._resources.add(beside(self._part, (node.text or "").strip()))
        self._templates = {
            attribute(node, "ID"): node for node in children(self._common, "TemplatePage")
        }
        self._annotations = dict(self._annotation_parts())
        self._stamps = list(self._stamp_places(text_of(body, "Signatures")))

    def draw(self) -> None:
        for node in self._pages():
            part = beside(self._part, attribute(node, "BaseLoc"))
            page = self._package.xml(part)
            area = self._area(page)
            self._writer.begin(area[2] * MILLIMETRE, area[3] * MILLIMETRE)
            at = then(moved(-area[0], -area[1]), scaled(MILLIMETRE, MILLIMETRE))
            self._page(part, page, attribute(node, "ID"), at)

    def first_page(self, at_box: Matrix) -> None:
        """The first page alone inside the unit square of ``at_box``, as a seal is drawn."""
        for node in self._pages():
            part = beside(self._part, attribute(node, "BaseLoc"))
            page = self._package.xml(part)
            left, top, width, height = self._area(page)
            unit = then(moved(-left, -top), scaled(1 / width, 1 / height))
            self._page(part, page, "", then(unit, at_box))
            return

    def _pages(self) -> Iterator[Element]:
        for count, node in enumerate(children(child(self._root, "Pages"), "Page")):
            if count >= MAX_PAGES:
                return
            yield node

    def _area(self, page: Element) -> tuple[float, float, float, float]:
        for place in (child(page, "Area"), child(self._common, "PageArea")):
            for name in ("PhysicalBox", "ApplicationBox"):
                found = box(text_of(place, name))
                if 0 < found[2] < _LARGEST and 0 < found[3] < _LARGEST:
                    return found
        return _A4

    def _page(self, part: str, page: Element, identity: str, at: Matrix) -> None:
        """Templates below, the page, templates above, annotations, seals."""
        self._own_resources(part, page)
        above: list[Element] = []
        for use in children(page, "Template"):
            template = self._templates.get(attribute(use, "TemplateID"))
            if template is None:
                continue
            order = attribute(use, "ZOrder") or attribute(template, "ZOrder")
            if order == "Foreground":
                above.append(template)
            else:
                self._template(template, at)
        self._layers(page, at)
        for template in above:
            self._template(template, at)
        self._annotate(identity, at)
        for page_id, place, picture in self._stamps if self._with_pictures else ():
            if page_id == identity:
                self._stamp(place, picture, at)

    def _layers(self, page: Element, at: Matrix) -> None:
        """Background layers first, whatever order they stand in."""
        layers = list(children(child(page, "Content"), "Layer"))
        order = {"Background": 0, "Foreground": 2}
        for layer in sorted(layers, key=lambda node: order.get(attribute(node, "Type"), 1)):
            self._drawing.all(layer, at)

    def _template(self, template: Element, at: Matrix) -> None:
        part = beside(self._part, attribute(template, "BaseLoc"))
        if self._package.has(part):
            page = self._package.xml(part)
            self._own_resources(part, page)
            self._layers(page, at)

    def _own_resources(self, part: str, page: Element) -> None:
        for node in children(page, "PageRes"):
            self._resources.add(beside(part, (node.text or "").strip()))

    def _annotation_parts(self) -> Iterator[tuple[str, str]]:
        place = text_of(self._root, "Annotations")
        part = beside(self._part, place)
        if place and self._package.has(part):
            for node in children(self._package.xml(part), "Page"):
                yield attribute(node, "PageID"), beside(part, text_of(node, "FileLoc"))

    def _annotate(self, identity: str, at: Matrix) -> None:
        part = self._annotations.get(identity, "")
        if not part or not self._package.has(part):
            return
        for node in children(self._package.xml(part), "Annot"):
            look = child(node, "Appearance")
            if look is None or attribute(node, "Visible") in ("false", "0"):
                continue
            left, top, _, _ = box(attribute(look, "Boundary"))
            self._drawing.all(look, then(moved(left, top), at))

    def _stamp_places(self, place: str) -> Iterator[tuple[str, tuple[float, ...], bytes]]:
        """Page, place and file of every seal."""
        part = beside("", place)
        if not place or not self._package.has(part):
            return
        for node in children(self._package.xml(part), "Signature"):
            own = beside(part, attribute(node, "BaseLoc"))
            if not self._package.has(own):
                continue
            root = self._package.xml(own)
            info = child(root, "SignedInfo")
            for name in (text_of(info, "Seal", "BaseLoc"), text_of(root, "SignedValue")):
                data = self._package.data(beside(own, name)) if name else None
                if data and seal_picture(data):
                    for stamp in children(info, "StampAnnot"):
                        yield attribute(stamp, "PageRef"), box(attribute(stamp, "Boundary")), data
                    break

    def _stamp(self, place: tuple[float, ...], data: bytes, at: Matrix) -> None:
        left, top, width, height = place
        where = then(then(scaled(width, height), moved(left, top)), at)
        found = seal_picture(data)
        if found is None:
            return
        if found.data[:2] == b"PK":
            self._drawn_seal(found.data, where)
            return
        picture = opened_picture(found.data)
        if picture is not None:
            self._writer.picture(_on_glass(picture), at=where)

    def _drawn_seal(self, data: bytes, where: Matrix) -> None:
        """A seal that is an OFD document itself; it has no seals of its own."""
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            package = OfdPackage(archive)
            for body in children(package.xml("OFD.xml"), "DocBody"):
                _Document(package, body, self._writer).first_page(where)
                return


def _on_glass(picture: Image.Image) -> Image.Image:
    """A seal on white paper becomes one on nothing, so that the text below stays readable."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        return picture
    shown = picture.convert("RGBA")
    lightest = shown.convert("L")
    shown.putalpha(lightest.point([0 if value >= _WHITE else 255 for value in range(256)]))
    return shown
