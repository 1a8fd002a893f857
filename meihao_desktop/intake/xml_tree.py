"""Xml of handed-in files: parsed without entities or network, named without namespaces."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Protocol, cast

import lxml.etree

from meihao_desktop.intake.unreadable import Unreadable


class Element(Protocol):
    """What the readers use of an element of lxml."""

    tag: Any
    text: str | None
    attrib: Mapping[str, str]

    def __iter__(self) -> Iterator["Element"]: ...

    def __len__(self) -> int: ...

    def __getitem__(self, index: int) -> "Element": ...

    def iter(self, *tags: str) -> Iterator["Element"]: ...


def parsed(data: bytes) -> Element:
    """The root of this xml; one with a declaration of its own is refused, as bombs have it."""
    parser = lxml.etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    root = lxml.etree.fromstring(data, parser)
    if root.getroottree().docinfo.doctype:
        raise Unreadable
    return cast("Element", root)


@cache
def local(tag: object) -> str:
    """The name of an element without its namespace, so that strict files read alike."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element | None, name: str) -> str:
    """An attribute by its plain name, whatever namespace it is in."""
    if element is None:
        return ""
    for key, value in element.attrib.items():
        if local(key) == name:
            return value
    return ""


def child(element: Element | None, *names: str) -> Element | None:
    """The first descendant along a chain of plain names."""
    for name in names:
        for node in () if element is None else element:
            if local(node.tag) == name:
                element = node
                break
        else:
            return None
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of this plain name."""
    return (node for node in (() if element is None else element) if local(node.tag) == name)
