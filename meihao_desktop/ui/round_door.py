"""How a round comes onto the screen: opened from its folder, begun anew, or the sample one.

Loaded after the first frame, because the operations bring the heavy libraries with them.
"""

from pathlib import Path

from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import begin_round
from meihao_desktop.operations.begin_round import RoundPlan
from meihao_desktop.operations.context import Context, SystemClock
from meihao_desktop.ui import late

SAMPLE_FOLDER = "演练样例"


def open_folder(folder: Path) -> Context:
    """An existing round, nobody logged in."""
    return begin_round.open_round(folder, SystemClock())


def open_sample(folder: Path) -> Context:
    """The rehearsal round in this folder, prepared there up to 评分 when it is new."""
    if not is_prepared(folder):
        prepare_sample(folder)
    return open_folder(folder)


def is_prepared(folder: Path) -> bool:
    return (folder / "round.db").is_file()


def prepare_sample(folder: Path) -> None:
    """Takes seconds and may run in the background: it opens and closes a store of its own."""
    late.load("meihao_desktop.rehearsal").prepare(folder, Phase.SCORING)


def begin(folder: Path, plan: RoundPlan) -> tuple[Context, str]:
    """A new round and the secretary's first PIN."""
    return begin_round.create_round(folder, plan, SystemClock())


def title(context: Context) -> str:
    return context.store.settings.review_round().title
