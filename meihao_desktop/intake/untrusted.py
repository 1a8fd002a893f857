"""The one gate through which every reader meets a file that somebody handed in.

A reader is a plain function of a path whose result can be pickled, so that this gate can one day
run it in a capped child process without any reader knowing.
"""

import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from xml.etree.ElementTree import ParseError

import python_calamine
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from lxml.etree import LxmlError
from openpyxl.utils.exceptions import InvalidFileException
from PIL import UnidentifiedImageError

from meihao_desktop.domain.errors import MeihaoError

T = TypeVar("T")

PARSER_FAULTS = (
    OSError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    NotImplementedError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    ParseError,
    LxmlError,
    InvalidFileException,
    PythonDocxError,
    OpcError,
    UnidentifiedImageError,
    python_calamine.CalamineError,
)


class Unreadable(MeihaoError):
    """A file whose content no reader could make sense of."""

    def __init__(self) -> None:
        super().__init__("文件已损坏或格式不受支持，读不出内容。可以在外部程序中打开原件查看。")


def parse_untrusted(reader: Callable[[Path], T], path: Path) -> T:
    """Run one reader over one file; whatever its library throws becomes ``Unreadable``."""
    try:
        return reader(path)
    except MeihaoError:
        raise
    except PARSER_FAULTS as error:
        raise Unreadable from error
