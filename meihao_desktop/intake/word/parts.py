"""A docx as named parts of xml: zip, relations, nothing from outside the file."""

import posixpath
import zipfile
from collections.abc import Iterator

from meihao_desktop.intake.unreadable import Unreadable
from meihao_desktop.intake.xml_tree import Element, attribute, parsed

MAX_XML = 64 * 1024 * 1024
MAX_MEDIA = 64 * 1024 * 1024
_DOCUMENTS = ("/officeDocument",)


class OfficePackage:
    """The parts of one office file, read when they are asked for, within fixed sizes."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {name.lower(): name for name in archive.namelist()}
        self.main = next(
            (target for kind, target in self._relations("").values() if kind.endswith(_DOCUMENTS)),
            "word/document.xml",
        )

    def xml(self, part: str) -> Element | None:
        """The root of a part, or nothing where the file has none of that name."""
        data = self.data(part, MAX_XML)
        return None if data is None else parsed(data)

    def data(self, part: str, limit: int = MAX_MEDIA) -> bytes | None:
        name = self._names.get(part.lower())
        if name is None:
            return None
        if self._archive.getinfo(name).file_size > limit:
            raise Unreadable
        return self._archive.read(name)

    def related(self, part: str, kind: str) -> Element | None:
        """The root of the first part that stands in this relation to another."""
        for name, target in self._relations(part).values():
            if name.endswith("/" + kind):
                return self.xml(target)
        return None

    def targets(self, part: str) -> dict[str, str]:
        """Relation ids of a part and the parts inside the file they mean."""
        return {key: target for key, (_, target) in self._relations(part).items()}

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        return {} if root is None else dict(_inside(root, folder))


def _inside(root: Element, folder: str) -> Iterator[tuple[str, tuple[str, str]]]:
    for node in root:
        if attribute(node, "TargetMode") == "External":
            continue
        target = attribute(node, "Target")
        joined = target[1:] if target.startswith("/") else posixpath.join(folder, target)
        yield attribute(node, "Id"), (attribute(node, "Type"), posixpath.normpath(joined))
