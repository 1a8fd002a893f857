"""The window's desks with a plain page at each."""

from dataclasses import replace

from meihao_desktop.ui.desks import DESKS

PLAIN_DESKS = tuple(replace(desk, module="tests.ui.plain_page", page="PlainPage") for desk in DESKS)
