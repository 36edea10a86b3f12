"""The card for the desk names the unit's own people, terms and folders, on one page."""

from dataclasses import replace
from pathlib import Path

from pypdf import PdfReader

from pmedia_desktop.model.settings import THREE_REVIEWS
from pmedia_desktop.services.office import open_office
from pmedia_desktop.services.paper.desk_card import fill_desk_card
from pmedia_desktop.services.sample.making import make_sample
from pmedia_desktop.services.settings import read_settings, save_settings


def test_the_card_names_the_steps_of_the_units_own_review_and_stays_one_page(tmp_path: Path) -> None:
    office = open_office(tmp_path / "登记册", create=True)
    make_sample(office)
    save_settings(office, replace(read_settings(office), review_steps=THREE_REVIEWS))
    filled = fill_desk_card(office)
    office.close()
    (tmp_path / "card.pdf").write_bytes(filled.pdf)
    text = PdfReader(tmp_path / "card.pdf").pages[0].extract_text().replace("\n", "")
    assert filled.pages == 1
    assert "先一审、一校、二审、二校、保密审查、三审、三校，再发" in text


def test_the_card_is_one_page_with_what_holds_for_this_unit(tmp_path: Path) -> None:
    office = open_office(tmp_path / "登记册", create=True)
    make_sample(office)
    filled = fill_desk_card(office)
    office.close()
    (tmp_path / "card.pdf").write_bytes(filled.pdf)
    text = PdfReader(tmp_path / "card.pdf").pages[0].extract_text().replace("\n", "")
    assert filled.pages == 1
    for words in ("上手卡", "眉山市彭山区示例镇人民政府", "关停5个工作日", "投诉7个", "14天内", "F1", "backups"):
        assert words in text, words
