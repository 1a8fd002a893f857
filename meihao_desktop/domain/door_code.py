"""Which of the counter's findings mean that something is not there, for paper and desks.

The sentences themselves stand at the counter; a test holds both lists against them.
"""

from meihao_desktop.domain.finding import Finding

LEFT_OUT = frozenset(
    f"door_{name}"
    for name in (
        "unsafe_name", "reserved_name", "hidden_sign", "colon", "bad_ending", "long_name",
        "same_name", "link", "device", "no_access", "encrypted", "file_too_large", "ratio",
        "method", "damaged", "size_differs", "mismatch", "header_missing", "too_deep", "not_opened",
    )
)  # fmt: skip
"""A file of the submission that was not taken in."""
MISSING = frozenset(
    f"door_{name}"
    for name in (
        "summary_missing", "summary_unread", "summary_header", "form_missing", "form_unread",
        "no_folder", "opinion_empty", "opinions_absent", "empty_file",
    )
)  # fmt: skip
"""Something that a submission must have and this one has not, or not in a form to be read."""


def is_left_out(finding: Finding) -> bool:
    return finding.code in LEFT_OUT


def is_missing(finding: Finding) -> bool:
    return finding.code in MISSING
