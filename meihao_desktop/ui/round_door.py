"""How a round comes onto the screen: opened from its folder, begun anew, or the sample one.

Loaded after the first frame, because the operations bring the heavy libraries with them.
"""

from contextlib import suppress
from pathlib import Path

from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.errors import StorageError
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import back_up_round, begin_round, restore_round, take_seat
from meihao_desktop.operations.begin_round import RoundPlan
from meihao_desktop.operations.context import Context, SystemClock
from meihao_desktop.operations.restore_round import RestoreOrder
from meihao_desktop.ui import late

SAMPLE_FOLDER = "演练样例"


def open_folder(folder: Path, parent: QWidget | None = None) -> Context | RestoreOrder | None:
    """An existing round, nobody logged in; where it is damaged, one of its good backups.

    That is opened to be looked at, or a restoring is ordered, as the person wants.
    """
    try:
        return begin_round.open_round(folder, SystemClock())
    except restore_round.DAMAGES as error:
        rescue = restore_round.rescue(folder, str(error))
        if rescue is None:
            raise
    return late.load("meihao_desktop.ui.rescue_dialog").ask(rescue, parent)


def at_close(context: Context) -> None:
    """The last backup of the sitting; a full disk or a missing stick keeps nobody from leaving."""
    with suppress(StorageError):
        back_up_round.at_close(context)
    begin_round.close_round(context)


def is_order(opened: Context | RestoreOrder | None) -> bool:
    return isinstance(opened, RestoreOrder)


def let_go(context: Context) -> None:
    """Without a backup of its own: the restoring that follows makes one."""
    begin_round.close_round(context)


def open_sample(folder: Path) -> Context:
    """The rehearsal round in this folder, prepared there up to 评分 when it is new."""
    if not is_prepared(folder):
        prepare_sample(folder)
    return begin_round.open_round(folder, SystemClock())


def is_prepared(folder: Path) -> bool:
    return (folder / "round.db").is_file()


def prepare_sample(folder: Path) -> None:
    """Takes seconds and may run in the background: it opens and closes a store of its own."""
    late.load("meihao_desktop.rehearsal").prepare(folder, Phase.SCORING)


def begin(folder: Path, plan: RoundPlan) -> tuple[Context, str]:
    """A new round and the secretary's first PIN."""
    return begin_round.create_round(folder, plan, SystemClock())


def title(context: Context) -> str:
    """What the round is called; on an expert's laptop with whose seat it is."""
    told = context.store.settings.review_round().title
    if not context.is_seat:
        return told
    return f"{told} · {take_seat.seat_desk(context).expert.name}的席位"
