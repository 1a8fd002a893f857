"""Codecs between values and the rows of their tables; nested values are JSON text in a column."""

from meihao_desktop.db.codec import (
    DATE,
    DECIMAL,
    MOMENT,
    TEXT,
    WHOLE,
    in_text,
    many,
    mapping,
    maybe,
    named,
    record,
)
from meihao_desktop.db.codec_submissions import DIFFERENCES
from meihao_desktop.db.codec_values import (
    APPLICATION_FORM,
    FACTS,
    FINDING,
    MATERIAL,
    ROUND_RULES,
    WHERE,
)
from meihao_desktop.domain.county import County, CountyKind
from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.finding import Decision, Settlement
from meihao_desktop.domain.pin import PinRecord
from meihao_desktop.domain.printing_record import Printing
from meihao_desktop.domain.recorded_term import RecordedTerm, TermKind
from meihao_desktop.domain.recusal import Interest, Recusal, RecusalStatus
from meihao_desktop.domain.review_round import Phase, ReviewRound, RoundMode
from meihao_desktop.domain.submission import Submission
from meihao_desktop.domain.veto import Veto

REVIEW_ROUND = record(
    ReviewRound, title=TEXT, year=WHOLE, bureau=TEXT, mode=named(RoundMode), phase=named(Phase),
    rules=in_text(ROUND_RULES),
)  # fmt: skip
COUNTY = record(County, id=TEXT, name=TEXT, kind=named(CountyKind), county_department=TEXT)
ESTATE = record(
    Estate, id=TEXT, county=TEXT, name=TEXT, summary_facts=in_text(FACTS),
    application_form=maybe(in_text(APPLICATION_FORM)), materials=in_text(many(MATERIAL)),
    submission_version=WHOLE,
)  # fmt: skip
SUBMISSION = record(
    Submission, county=TEXT, version=WHOLE, source_name=TEXT, container=TEXT, digest=TEXT,
    received_at=MOMENT, received_by=TEXT, shared_materials=in_text(many(MATERIAL)),
    findings=in_text(many(FINDING)), file_count=WHOLE, total_size=WHOLE,
    differences=maybe(in_text(DIFFERENCES)),
)  # fmt: skip
PIN_RECORD = record(
    PinRecord, person=TEXT, phc_hash=TEXT, failed_tries=WHOLE, token=TEXT, slip=TEXT,
    issued_at=maybe(MOMENT), issued_by=in_text(many(TEXT)),
)  # fmt: skip
RECUSAL = record(
    Recusal, expert=TEXT, estate=TEXT, interest=named(Interest), basis=TEXT,
    status=named(RecusalStatus), declared_at=MOMENT, decided_by=maybe(TEXT),
    decided_at=maybe(MOMENT), decision_reason=TEXT,
    deputy=TEXT, successor=TEXT, unfilled=TEXT, unfilled_by=TEXT,
)  # fmt: skip
VETO = record(
    Veto, estate=TEXT, ground=TEXT, happened_on=DATE, document=TEXT, confirmed_by=TEXT,
    confirmed_at=MOMENT,
)  # fmt: skip
RECORDED_TERM = record(
    RecordedTerm, estate=TEXT, number=WHOLE, kind=named(TermKind), amount=DECIMAL, reason=TEXT,
    document=TEXT, dated_on=DATE, recorded_by=TEXT, confirmed_by=TEXT, recorded_at=MOMENT,
    phase=named(Phase), withdrawn_by=TEXT, withdrawal_confirmed_by=TEXT,
    withdrawn_at=maybe(MOMENT), withdrawal_reason=TEXT,
)  # fmt: skip
SETTLEMENT = record(
    Settlement, late=("approval", "seed", "witness", "agreed"), finding=TEXT,
    where=in_text(WHERE), decision=named(Decision), reason=TEXT, actor=TEXT, settled_at=MOMENT,
    order=in_text(many(TEXT)), votes=in_text(mapping(TEXT, WHOLE)), approval=TEXT, seed=TEXT,
    witness=TEXT, agreed=maybe(DECIMAL),
)  # fmt: skip
PRINTING = record(
    Printing, paper=TEXT, subject=TEXT, check_code=TEXT, printed_at=MOMENT, actor=TEXT,
    event_seq=WHOLE,
)  # fmt: skip
