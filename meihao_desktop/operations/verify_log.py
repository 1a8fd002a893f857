"""Verify that the log is unbroken, that the tables equal its replay, and what was signed."""

from dataclasses import replace
from pathlib import Path

from meihao_desktop.db.audit_log import LogReport
from meihao_desktop.db.store import Store, reading, verify_folder
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.loss import restorings
from meihao_desktop.operations.proof import Proof, proof

__all__ = ["LogReport", "verify", "verify_open"]


def verify(folder: Path) -> LogReport:
    """Check a round folder without opening it for work; nothing in it is changed.

    Signatures are looked at where the tables are what the log tells: otherwise they say nothing.
    """
    report = verify_folder(folder)
    if not report.is_sound:
        return report
    with reading(folder) as store:
        return report if store is None else _with_proof(report, proof(store), store)


def verify_open(context: Context) -> LogReport:
    """Check the round that is open now."""
    report = context.store.audit_log.verify()
    return _with_proof(report, proof(context.store), context.store) if report.is_sound else report


def _with_proof(report: LogReport, found: Proof, store: Store) -> LogReport:
    told = (f"已核验评分表签名 {found.signed} 个。",) if found.signed else ()
    notes = (*told, *restorings(store), *found.notes)
    return replace(report, faults=(*found.faults, *found.gaps), notes=notes)
