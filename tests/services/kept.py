"""The PDF that the register keeps of a filing."""

from pmedia_desktop.services import attachments
from pmedia_desktop.services.filing import filings
from pmedia_desktop.services.office import Office


def kept_pdf(office: Office, filing_id: int) -> bytes:
    """Return the PDF that was printed last."""
    printing = filings.filing_page(office, filing_id).filing.printing
    assert printing is not None, "nothing has been printed"
    return attachments.read_attachment(office, printing.attachment_id)[1]
