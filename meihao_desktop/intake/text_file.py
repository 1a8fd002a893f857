"""Plain text in whatever encoding a county's program has written it."""

from pathlib import Path

from meihao_desktop.domain.preview import TextCoding, TextPreview
from meihao_desktop.intake.child.untrusted import Unreadable

MAX_BYTES = 4 * 1024 * 1024
_ENCODINGS = (("utf-8-sig", "UTF-8"), ("gb18030", "GB18030"))
_CHOSEN = {
    TextCoding.UTF_8: "utf-8-sig",
    TextCoding.GBK: "gb18030",
    TextCoding.UTF_16: "utf-16",
    TextCoding.BIG5: "big5hkscs",
}
_MARKED = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def read_text(path: Path, coding: TextCoding = TextCoding.AUTO) -> TextPreview:
    """The text with the encoding that fits all of it, or with the one that a person chose."""
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    is_cut = len(data) > MAX_BYTES
    if coding in _CHOSEN:
        text, encoding = data[:MAX_BYTES].decode(_CHOSEN[coding], errors="replace"), coding.value
    else:
        text, encoding = decoded(data[:MAX_BYTES], is_cut=is_cut)
    return TextPreview(text=text, encoding=encoding, is_cut=is_cut)


def decoded(data: bytes, *, is_cut: bool = False) -> tuple[str, str]:
    """Text and encoding of these bytes; a cut in the middle of a character is forgiven."""
    for mark, codec in _MARKED:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, errors="replace"), "UTF-16"
    for codec, label in _ENCODINGS:
        for spare in range(4 if is_cut else 1):
            try:
                return data[: len(data) - spare].decode(codec), label
            except UnicodeDecodeError:
                continue
    raise Unreadable
