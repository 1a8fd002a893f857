"""Print room: values become paper, as PDF or workbook; nothing here reads a database."""
