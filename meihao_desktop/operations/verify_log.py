"""Verify that the audit log is unbroken and that the tables equal its replay."""

from pathlib import Path

from meihao_desktop.db.audit_log import LogReport
from meihao_desktop.db.store import Store
from meihao_desktop.operations.context import Context

__all__ = ["LogReport", "verify", "verify_open"]


def verify(folder: Path) -> LogReport:
    """Open a round folder only to check it."""
    store = Store.open(folder)
    try:
        return store.audit_log.verify()
    finally:
        store.close()


def verify_open(context: Context) -> LogReport:
    """Check the round that is open now."""
    return context.store.audit_log.verify()
