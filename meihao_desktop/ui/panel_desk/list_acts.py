"""The list of the panel as a file: chosen, looked at, taken over; or written out."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from meihao_desktop.operations import exchange_panel
from meihao_desktop.ui.desk_acts import DeskActs
from meihao_desktop.ui.panel_desk.offer_dialog import OfferDialog
from meihao_desktop.ui.widgets.asking import is_accepted

FILES = "名单 (*.xlsx *.xls *.et *.csv)"
WORKBOOK = "电子表格 (*.xlsx)"


class ListActs(DeskActs):
    """Each asks for a file first; closing that dialog changes nothing."""

    def choose_import(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self._parent, "导入评审小组名单", "", FILES)
        if chosen:
            self.take_over(Path(chosen))

    def choose_export(self) -> None:
        self._choose_target("评审小组名单.xlsx", is_blank=False)

    def choose_blank(self) -> None:
        self._choose_target("评审小组名单（空表）.xlsx", is_blank=True)

    def take_over(self, path: Path) -> None:
        """Show what the list would change, and take it over when the person agrees."""
        offer = exchange_panel.read_list(self._context, path)
        if is_accepted(OfferDialog(offer, self._parent)):
            self._announcer.tell(exchange_panel.take_over(self._context, offer))
            self._services.say(f"名单已导入：{offer.counts}。")

    def write(self, target: Path, *, is_blank: bool = False) -> None:
        """The list as a workbook under this name."""
        named = target if target.suffix.lower() == ".xlsx" else Path(f"{target}.xlsx")
        exchange_panel.export_list(self._context, named, is_blank=is_blank)
        self._services.say(f"已保存到 {named}")

    def _choose_target(self, name: str, *, is_blank: bool) -> None:
        start = str(self._context.folder / "exports" / name)
        chosen, _ = QFileDialog.getSaveFileName(self._parent, "导出评审小组名单", start, WORKBOOK)
        if chosen:
            self.write(Path(chosen), is_blank=is_blank)
