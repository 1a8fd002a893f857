"""What a Qt test forgot: windows that still stand and threads that still run."""

import gc
import threading

from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool
from PySide6.QtWidgets import QApplication, QWidget

PATIENCE_MS = 3000
KEPT_THREADS = {"reading child", "warming"}  # their process serves the tests that follow
QTS_OWN = {"QTipLabel"}  # Qt keeps one hidden tooltip for itself


def qt_left_behind() -> list[str]:
    """Name every leftover, and clear the windows away so that the next test starts clean."""
    _settle()
    if _windows():
        gc.collect()
        _settle()
    found = [f"window {type(window).__name__}" for window in _windows()]
    for window in _windows():
        window.close()
        window.deleteLater()
    _settle()
    if not QThreadPool.globalInstance().waitForDone(PATIENCE_MS):
        found.append("work in the global thread pool")
    return found + [f"thread {thread.name}" for thread in _threads()]


def _windows() -> list[QWidget]:
    return [w for w in QApplication.topLevelWidgets() if w.metaObject().className() not in QTS_OWN]


def _threads() -> list[threading.Thread]:
    """Threads started by Python; a Qt thread that merely called into Python is a dummy here."""
    others = [one for one in threading.enumerate() if one is not threading.main_thread()]
    started = [one for one in others if type(one).__name__ != "_DummyThread"]
    mine = [one for one in started if one.name not in KEPT_THREADS]
    for thread in mine:
        thread.join(PATIENCE_MS / 1000)
    return [one for one in mine if one.is_alive()]


def _settle() -> None:
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
