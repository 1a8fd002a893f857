"""Submissions received after the round's deadline."""

from collections.abc import Iterator

from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.submission import newest_versions


def check(dossier: Dossier) -> Iterator[Finding]:
    """Whether late material counts is for people to decide."""
    deadline = dossier.review_round.rules.submission_deadline
    if deadline is None:
        return
    in_time = {s.county for s in dossier.submissions if s.received_at.date() <= deadline}
    for submission in newest_versions(dossier.submissions):
        received = submission.received_at.date()
        if received <= deadline:
            continue
        name = dossier.county(submission.county).name
        what = (
            f"第 {submission.version} 版材料（此前已按期报送）"
            if submission.county in in_time
            else "报送材料"
        )
        yield Finding(
            severity=Severity.WARNING,
            code="late",
            where=Where(county=submission.county),
            sentence=(
                f"{name}的{what}于 {received.month} 月 {received.day} 日收到，晚于截止日期 "
                f"{deadline.month} 月 {deadline.day} 日，请写明是否采用及理由。"
            ),
            basis=f"{submission.version}|{received.isoformat()}>{deadline.isoformat()}",
        )
