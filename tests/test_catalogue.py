"""A translator's file is read, and the template holds every string that is asked for."""

from pathlib import Path

import pytest

from pmedia_desktop.catalogue import VARIABLE, read_catalogue, speak_as_asked
from pmedia_desktop.errors import InputError
from pmedia_desktop.texts import translate, use_catalogue
from tools.translations import all_strings, template


def test_a_filled_in_template_makes_the_program_speak_it(tmp_path: Path) -> None:
    strings = [("gui.pages", "今日"), ("help", "帮助 & <手册>"), ("gui.pages", "账号")]
    text = template(strings).replace(
        '<source>今日</source><translation type="unfinished">', "<source>今日</source><translation>Today"
    )
    file = tmp_path / "english.ts"
    file.write_text(text, "utf-8")
    assert read_catalogue(file) == {("gui.pages", "今日"): "Today"}
    speak_as_asked({VARIABLE: str(file)})
    try:
        assert translate("gui.pages", "今日") == "Today"
        assert translate("gui.pages", "账号") == "账号"
    finally:
        use_catalogue({})


def test_a_file_that_is_no_translation_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.ts").write_text("<TS>", "utf-8")
    with pytest.raises(InputError, match="译文文件"):
        read_catalogue(tmp_path / "x.ts")


def test_a_translation_that_asks_for_what_its_source_does_not_give_is_told(tmp_path: Path) -> None:
    text = template([("gui.foot", "已保存到 {path}")])
    for wrong in ("Saved to {file}", "Saved to {path", "Saved to {}", "Saved to { path }", "Saved to }path{"):
        file = tmp_path / "x.ts"
        file.write_text(text.replace('type="unfinished">', f">{wrong}"), "utf-8")
        with pytest.raises(InputError, match=r"“已保存到 \{path\}”的译文"):
            read_catalogue(file)
    file.write_text(text.replace('type="unfinished">', ">Saved as {path}"), "utf-8")
    assert read_catalogue(file)["gui.foot", "已保存到 {path}"] == "Saved as {path}"


def test_braces_that_are_only_shown_may_be_translated_too(tmp_path: Path) -> None:
    file = tmp_path / "x.ts"
    text = template([("paper", "写作 { 代号 = 文字 }")])
    file.write_text(text.replace('type="unfinished">', ">write { code = text }"), "utf-8")
    assert read_catalogue(file)["paper", "写作 { 代号 = 文字 }"] == "write { code = text }"


def test_the_template_has_strings_of_code_of_tables_of_words_and_of_the_designer_files() -> None:
    strings = set(all_strings())
    assert ("gui.pages", "今日") in strings
    assert ("help", "在手册里找") in strings
    assert {("model.words", "未核实"), ("model.words", "保管人"), ("cli.exchanging", "{sheet}第{row}行")} <= strings
    assert len(strings) > 3000
