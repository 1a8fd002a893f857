"""Word documents of an older age (doc, wps) turned into the one that is read."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import doc2docx
from doc2docx.errors import Doc2DocxError, EncryptedDocumentError

from meihao_desktop.intake.office_gate import require_sound
from meihao_desktop.intake.unreadable import Trouble, Unreadable

_OLE = b"\xd0\xcf\x11\xe0"


@contextmanager
def as_docx(path: Path) -> Iterator[Path]:
    """A docx as it is, a doc or wps as a docx that lasts as long as it is read."""
    require_sound(path)
    with path.open("rb") as stream:
        head = stream.read(8)
    if not head.startswith(_OLE):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="meihao-") as folder:
        target = Path(folder) / "a.docx"
        try:
            doc2docx.convert(path, target)
        except EncryptedDocumentError:
            raise Unreadable(Trouble.PASSWORD) from None
        except Doc2DocxError as error:
            raise Unreadable from error
        yield target
