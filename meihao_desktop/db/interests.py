"""What experts declared before they opened an estate, and the names found in its materials."""

from meihao_desktop.db.codec import FLAG, MOMENT, TEXT, WHOLE, in_text, many, record
from meihao_desktop.db.journal import Journal
from meihao_desktop.db.row_reader import RowReader
from meihao_desktop.domain.declaration import Declaration, HintAnswer
from meihao_desktop.domain.mention import Mention, NameSearch

HINT_ANSWER = record(HintAnswer, estate=TEXT, statement=TEXT, is_close=FLAG)
DECLARATION = record(
    Declaration, expert=TEXT, declared_at=MOMENT, estates=in_text(many(TEXT)),
    answers=in_text(many(HINT_ANSWER)),
)  # fmt: skip
MENTION = record(
    Mention, person=TEXT, estate=TEXT, words=TEXT, is_unit=FLAG, file=TEXT, place=TEXT,
    is_backed=FLAG,
)  # fmt: skip
NAME_SEARCH = record(
    NameSearch, estate=TEXT, stamp=TEXT, mentions=in_text(many(MENTION)), unread=WHOLE,
    searched_at=MOMENT,
)  # fmt: skip


class Interests:
    """One declaration for an expert, one search for an estate; the newest replaces the former."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._declarations = RowReader(journal, "declaration", DECLARATION)
        self._searches = RowReader(journal, "name_search", NAME_SEARCH)

    def declarations(self) -> tuple[Declaration, ...]:
        return self._declarations.all("ORDER BY declared_at, expert")

    def save_declaration(self, declaration: Declaration) -> None:
        self._journal.put("declaration", DECLARATION.encode(declaration))

    def searches(self) -> tuple[NameSearch, ...]:
        return self._searches.all("ORDER BY estate")

    def save_search(self, search: NameSearch) -> None:
        self._journal.put("name_search", NAME_SEARCH.encode(search))
