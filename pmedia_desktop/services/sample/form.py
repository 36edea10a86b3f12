"""An invented office's form beside the sample register: what the form workshop shows in the manual's pictures."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pmedia_desktop.progress import Silent
from pmedia_desktop.services.files import write_file
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.paper.filing_papers import blank_filing_form
from pmedia_desktop.services.paper.form_workshop import open_office_form, save

#: The form's name, by which the manual calls its picture, is made from the title.
_TITLE = "示例县登记表"


def make_office_form(office: Office) -> None:
    """Set up a form as a unit does: an empty sheet as PDF is opened, what was recognised in it is saved."""
    with TemporaryDirectory() as folder:
        sheet = Path(folder, "office.pdf")
        write_file(sheet, blank_filing_form(office, "opening").pdf)
        save(office.folder, replace(open_office_form(sheet, Silent()), title=_TITLE))
