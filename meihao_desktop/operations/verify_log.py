"""Verify that the audit log is unbroken and that the tables equal its replay."""

from pathlib import Path

from meihao_desktop.db.audit_log import LogReport
from meihao_desktop.db.store import verify_folder
from meihao_desktop.operations.context import Context

__all__ = ["LogReport", "verify", "verify_open"]


def verify(folder: Path) -> LogReport:
    """Check a round folder without opening it for work; nothing in it is changed."""
    return verify_folder(folder)


def verify_open(context: Context) -> LogReport:
    """Check the round that is open now."""
    return context.store.audit_log.verify()
