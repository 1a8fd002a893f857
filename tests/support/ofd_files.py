"""OFD files made by hand after GB/T 33190, as no real sample may be kept here."""

import io
import zipfile
from collections.abc import Mapping

_NAME = 'xmlns:ofd="http://www.ofdspec.org/2016"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def text_object(
    text: str, *, font: int = 1, more: str = "", deltas: str = "", at: str = "0 5"
) -> str:
    """One line of text at the left upper corner of the page."""
    x, y = at.split()
    return (
        f'<ofd:TextObject ID="90" Boundary="20 20 150 10" Font="{font}" Size="5" {more}>'
        f'<ofd:TextCode X="{x}" Y="{y}" {deltas}>{text}</ofd:TextCode></ofd:TextObject>'
    )


def page(*objects: str, layer: str = "Body", before: str = "", area: str = "") -> str:
    box = f"<ofd:Area><ofd:PhysicalBox>{area}</ofd:PhysicalBox></ofd:Area>" if area else ""
    return (
        f"<ofd:Page {_NAME}>{box}{before}<ofd:Content>"
        f'<ofd:Layer ID="5" Type="{layer}">{"".join(objects)}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def an_ofd(
    *pages: str,
    resources: str = "",
    common: str = "",
    document: str = "",
    files: Mapping[str, bytes | str] | None = None,
    signatures: str = "",
) -> bytes:
    """An OFD of these pages (ids 100, 101 …); font 1 is 宋体, 2 is 楷体, 3 is 黑体."""
    fonts = "".join(
        f'<ofd:Font ID="{number}" FontName="{name}" FamilyName="{name}"/>'
        for number, name in ((1, "宋体"), (2, "楷体"), (3, "黑体"))
    )
    listed = "".join(
        f'<ofd:Page ID="{100 + index}" BaseLoc="Pages/Page_{index}/Content.xml"/>'
        for index in range(len(pages))
    )
    parts: dict[str, bytes | str] = {
        "OFD.xml": f"<ofd:OFD {_NAME}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        f"{signatures}</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_NAME}><ofd:CommonData><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 140</ofd:PhysicalBox></ofd:PageArea>"
        f"<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>{common}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages>{document}</ofd:Document>",
        "Doc_0/PublicRes.xml": f'<ofd:Res {_NAME} BaseLoc="Res"><ofd:Fonts>{fonts}</ofd:Fonts>'
        f"{resources}</ofd:Res>",
        **{f"Doc_0/Pages/Page_{index}/Content.xml": text for index, text in enumerate(pages)},
        **(files or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data if isinstance(data, bytes) else HEAD + data)
    return buffer.getvalue()


def named(element: str, inner: str) -> str:
    """A part of its own with this root element."""
    return f"<ofd:{element} {_NAME}>{inner}</ofd:{element}>"


def der(tag: int, *values: bytes) -> bytes:
    """One DER node."""
    value = b"".join(values)
    size = len(value)
    length = bytes([size]) if size < 128 else b"\x84" + size.to_bytes(4, "big")
    return bytes([tag]) + length + value


def a_seal(kind: str, picture: bytes) -> bytes:
    """The shape of an electronic seal: the picture lies deep inside the sequence."""
    sign = der(0x30, der(0x16, kind.encode()), der(0x04, picture), der(2, b"\x28"), der(2, b"\x28"))
    info = der(0x30, der(0x16, b"ES"), der(0x16, b"seal-1"), sign)
    return der(0x30, info, der(0x03, b"\x00signature"))
