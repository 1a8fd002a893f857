"""The digital signature of a pdf, read behind the gate.

Only the certificate that lies in the signature itself is asked, never a network: whom it belongs to
is told by the voucher in it, and judged by whoever knows the rounds.
"""

from io import BytesIO
from pathlib import Path
from typing import Any

from asn1crypto.core import UTF8String
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from meihao_desktop.domain.pdf_seal import PdfSeal
from meihao_desktop.intake.child.untrusted import parse_untrusted

VOUCHER_OID = "2.25.296144017853962114570402613352117465931"


def read_pdf_seal(path: Path) -> PdfSeal | None:
    """What the first signature of a pdf is worth by itself; none where nothing is signed."""
    return parse_untrusted(pdf_seal_of, path)


def pdf_seal_of(path: Path) -> PdfSeal | None:
    """What ``read_pdf_seal`` says, for those who are inside the gate already."""
    signatures = PdfFileReader(BytesIO(path.read_bytes())).embedded_regular_signatures
    if not signatures:
        return None
    first = signatures[0]
    certificate = first.signer_cert
    status = _status(first, certificate)
    level, moment = first.docmdp_level, first.self_reported_timestamp
    return PdfSeal(
        count=len(signatures),
        is_intact=status.intact and status.valid and status.trusted,
        is_whole=status.coverage is SignatureCoverageLevel.ENTIRE_FILE
        and status.modification_level in (None, ModificationLevel.NONE),
        forbids_changes=level is MDPPerm.NO_CHANGES,
        signed_at=moment.isoformat() if moment else "",
        signer=str(certificate.subject.human_friendly),
        public_key=_point(certificate),
        voucher=_voucher(certificate),
        mark=str(first.sig_object.get("/ContactInfo", "")),
    )


def _status(signature: EmbeddedPdfSignature, certificate: Certificate) -> PdfSignatureStatus:
    trust: Any = [certificate]
    return validate_pdf_signature(
        signature, ValidationContext(trust_roots=trust, allow_fetching=False)
    )


def _point(certificate: Certificate) -> str:
    return bytes(certificate.public_key["public_key"]).hex()


def _voucher(certificate: Certificate) -> str:
    told: Any = certificate["tbs_certificate"]
    for extension in told["extensions"]:
        if extension["extn_id"].dotted == VOUCHER_OID:
            return str(UTF8String.load(extension["extn_value"].contents).native)
    return ""
