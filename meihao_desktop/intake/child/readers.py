"""The usual readers, loaded in a child before anybody waits for them."""

import os
import sys
import threading
from importlib import import_module
from pathlib import Path

USUAL = (
    "page_reader",
    "photo_reader",
    "examine",
    "preview_reader",
    "ofd.reader",
    "archives.zip_unpacking",
)
"""In the order in which somebody is likely to need them; their libraries come with them."""

INTAKE = "meihao_desktop.intake"
_POLITELY = 10


def load(_path: Path) -> None:
    """Import the usual readers, giving way to everything else that is running."""
    loading = threading.Thread(target=_load, name="loading readers")
    loading.start()
    loading.join()


def _load() -> None:
    if sys.platform == "linux":  # there a thread may be politer than its process
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _POLITELY)
    for name in USUAL:
        import_module(f"{INTAKE}.{name}")
