"""Pdf files written object by object, where a library would not let a page be so odd."""

from pathlib import Path

RED = b"1 0 0 rg 0 0 100 100 re f"


def a_raw_pdf(path: Path, *pages: str, content: bytes = b"", catalog: str = "") -> Path:
    """Pages of these entries over one content; ``{red}`` is a red square to be an appearance."""
    kids = range(6, 6 + len(pages))
    shared = "/Type /Page /Parent 2 0 R /Contents 3 0 R /Resources << /Font << /F1 4 0 R >> >>"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Kids [{' '.join(f'{n} 0 R' for n in kids)}]"
        f" /Count {len(pages)} >>".encode(),
        _stream(b"", content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        _stream(b"/Type /XObject /Subtype /Form /BBox [0 0 100 100]", RED),
        *(f"<< {shared} {page.replace('{red}', '5')} >>".encode() for page in pages),
    ]
    data, offsets = b"%PDF-1.7\n", list[int]()
    for number, each in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
    start = len(data)
    path.write_bytes(data + end % (size, table, size) + b"startxref\n%d\n%%%%EOF\n" % start)
    return path


def _stream(entries: bytes, content: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(content), content)
