"""What is found of digital signatures in a pdf file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfSeal:
    """The first signature of a pdf, as it was read; whether its key is to be trusted is not told.

    ``is_whole`` says that nothing was added behind it, ``forbids_changes`` that it is a
    certification under which any change counts as tampering. ``voucher`` is what its certificate
    carries of us, ``mark`` what the signature says of the paper; both empty in a stranger's.
    """

    count: int
    is_intact: bool
    is_whole: bool
    forbids_changes: bool
    signed_at: str
    signer: str
    public_key: str
    voucher: str
    mark: str
