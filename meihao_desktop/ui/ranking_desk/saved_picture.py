"""Saving a chart: where to, as png or svg, with its worth written on it."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from meihao_desktop import fsops
from meihao_desktop.operations.rank_estates import RankingDesk
from meihao_desktop.ui.ranking_desk.chart_picture import Caption, png, svg
from meihao_desktop.ui.ranking_desk.picture_request import PictureRequest

KINDS = "PNG 图片 (*.png);;SVG 矢量图 (*.svg)"


def save(
    request: PictureRequest, desk: RankingDesk, folder: Path, *, parent: QWidget
) -> Path | None:
    """Ask where to, and write; ``None`` where nobody chose a place."""
    fsops.make_folder(folder)
    name = f"{'-'.join((*worth_words(desk), request.title, desk.check_code.replace('-', '')[:8]))}"
    chosen, kind = QFileDialog.getSaveFileName(
        parent, "保存图片", str(folder / f"{name}.png"), KINDS
    )
    if not chosen:
        return None
    target = Path(chosen)
    if target.suffix.lower() not in (".png", ".svg"):
        target = target.with_name(f"{target.name}{'.svg' if 'svg' in kind else '.png'}")
    caption = caption_of(request, desk)
    make = svg if target.suffix.lower() == ".svg" else png
    fsops.write_atomically(target, make(request.chart, caption))
    return target


def caption_of(request: PictureRequest, desk: RankingDesk) -> Caption:
    """The picture says which round and state it shows, and that it changes nothing."""
    worth = "　".join(
        (
            *worth_words(desk),
            f"校验码 {desk.check_code}",
            "仅供参考，不改变评审结果",
        )
    )
    title = f"{desk.dossier.review_round.title}　{request.title}"
    return Caption(title=title, key=request.key, worth=worth)


def worth_words(desk: RankingDesk) -> tuple[str, ...]:
    """演练 and 草稿 where they are true, 正式 where neither is."""
    words = (
        "演练" if desk.dossier.review_round.is_rehearsal else "",
        "" if desk.is_final else "草稿",
    )
    return tuple(word for word in words if word) or ("正式",)
