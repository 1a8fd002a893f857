"""Papers certified as PAdES: after it, any change to the pdf is tampering.

pyHanko takes a while to load, so this module is loaded when the first paper is saved.
"""

from datetime import datetime
from io import BytesIO

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers.pdf_cms import SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner, PdfSigningSession
from pyhanko_certvalidator.registry import SimpleCertificateStore

from meihao_desktop.domain.file_statement import PaperMark
from meihao_desktop.exchange.canonical import canonical
from meihao_desktop.exchange.paper_key import PaperKey

FIELD = "Meihao"
ROOM = 4096
"""Bytes kept free for the signature; it needs rather more than half of them."""


def certify_pdf(data: bytes, key: PaperKey, mark: PaperMark, *, title: str, at: datetime) -> bytes:
    """The same pages, certified; the mark of the paper stands inside the signature."""
    signer = SimpleSigner(
        signing_cert=Certificate.load(key.certificate),
        signing_key=PrivateKeyInfo.load(key.private),
        cert_registry=SimpleCertificateStore(),
    )
    told = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        name=title,
        reason=f"校验码 {mark.check_code}",
        contact_info=canonical(mark.body()).decode(),
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        subfilter=SigSeedSubFilter.PADES,
    )
    result = BytesIO()
    writer = IncrementalPdfFileWriter(BytesIO(data))
    _Signer(told, signer, at).sign_pdf(writer, bytes_reserved=2 * ROOM, output=result)
    return result.getvalue()


class _Signer(PdfSigner):
    """Signs at the moment that the program's clock tells."""

    def __init__(self, told: PdfSignatureMetadata, signer: SimpleSigner, at: datetime) -> None:
        super().__init__(told, signer)
        self._at = at

    def init_signing_session(
        self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._at
        return session
