from pathlib import Path

import pytest

from pmedia_desktop.data_files import data_path
from pmedia_desktop.errors import InputError
from pmedia_desktop.paper.declaration import ALWAYS, FieldKind
from pmedia_desktop.paper.loading import list_forms, load_form
from tests.paper.samples import SMALL_FORM, VARIANTS, filing_form, small_form, write_form


def _refusal(folder: Path, old: str, new: str) -> str:
    assert old in SMALL_FORM
    write_form(folder, SMALL_FORM.replace(old, new, 1))
    with pytest.raises(InputError) as caught:
        load_form("small", [folder])
    assert "small.toml" in str(caught.value)
    return str(caught.value)


def test_the_filing_form_is_declared_for_opening_change_and_closure() -> None:
    form = filing_form()
    assert form.title == "眉山市彭山区政务新媒体备案表"
    assert form.variants == VARIANTS
    assert form.copies == 2
    assert form.options == ("deputy", "propaganda", "cyberspace", "department")


def test_the_filing_form_asks_for_nobodys_identity_card() -> None:
    assert not [field for field in filing_form().fields if "身份证" in field.label or "identity" in field.name]


def test_the_filing_form_prints_nothing_as_approved_beforehand() -> None:
    assert "同意" not in data_path("forms", "filing.toml").read_text(encoding="utf-8")


def test_every_shipped_form_loads() -> None:
    shipped = {path.stem for path in data_path("forms").glob("*.toml")}
    assert {form.name for form in list_forms()} == shipped


def test_the_units_own_copy_wins_over_the_shipped_form(tmp_path: Path) -> None:
    text = data_path("forms", "filing.toml").read_text(encoding="utf-8")
    write_form(tmp_path, text.replace("政务新媒体备案表", "政务新媒体登记备案表"), "filing")
    own = load_form("filing", [tmp_path])
    assert own.title == "眉山市彭山区政务新媒体登记备案表"
    assert own.fingerprint != filing_form().fingerprint
    assert [form.title for form in list_forms([tmp_path]) if form.name == "filing"] == [own.title]


def test_a_file_saved_by_notepad_loads(tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_bytes(b"\xef\xbb\xbf" + SMALL_FORM.replace("\n", "\r\n").encode())
    assert load_form("small", [tmp_path]).title == "试验表"


def test_a_form_without_variants_may_always_require_a_field(tmp_path: Path) -> None:
    form = small_form(tmp_path)
    assert form.fields_by_name["words"].required_for == (ALWAYS,)
    assert [field.kind for field in form.fields] == [
        FieldKind.TEXT,
        FieldKind.CHECK,
        FieldKind.CHOICE,
        FieldKind.PICTURE,
    ]


@pytest.mark.parametrize("name", ["nothing", "../filing", "filing.toml", "", "备案表"])
def test_an_unknown_name_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有名为"):
        load_form(name, [tmp_path])


def test_a_syntax_error_names_file_line_and_column(tmp_path: Path) -> None:
    assert "第 4 行" in _refusal(tmp_path, 'version = "1"', "version = 一")


def test_a_cut_off_file_names_a_line(tmp_path: Path) -> None:
    write_form(tmp_path, SMALL_FORM + 'x = "')
    with pytest.raises(InputError, match=r"small\.toml 第 \d+ 行"):
        load_form("small", [tmp_path])


def test_a_file_in_another_encoding_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_bytes(SMALL_FORM.encode("gb18030"))
    with pytest.raises(InputError, match=r"small\.toml 第 3 行不是 UTF-8"):
        load_form("small", [tmp_path])


@pytest.mark.parametrize(
    ("old", "new", "place", "allowed"),
    [
        ('name = "small"', 'name = "other"', "name", "small"),
        ('title = "试验表"', "", "title", "缺少"),
        ('title = "试验表"', "title = 3", "title", "文字"),
        ('version = "1"', 'version = "1"\ncolour = "red"', "colour", "continuation_note"),
        ('version = "1"', 'version = "1"\ncopies = 0', "copies", "1 到 9"),
        ('version = "1"', 'version = "1"\nnotes = [1]', "notes", "列表"),
        ('version = "1"', 'version = "1"\nnotes = ["好", "一式{copes}份"]', "notes[2]", "只能写 {copies}"),
        ('version = "1"', 'version = "1"\nnotes = ["一式{份"]', "notes[1]", "只能写 {copies}"),
        ('version = "1"', 'version = "1"\nvariant_field = "colour"', "variant_field", "没有 [variants]"),
        (
            'version = "1"',
            'version = "1"\nvariant_field = "colour"\nvariants = { red = "红", blue = "蓝" }',
            "variant_field",
            "choices 依次是 red、blue",
        ),
        ("columns = 10", "columns = 9.5", "page.columns", "整数"),
        ("left = 25", "left = 2", "page.left", "5 到 60"),
        ("title = 22", "title = true", "sizes.title", "9 到 42"),
        ("[page]", "[pages]", "page", "缺少"),
        ('kind = "text"', 'kind = "word"', "fields.words.kind", "paragraph"),
        ("[fields.words]", "[fields.Words]", "fields.Words", "小写"),
        ('required_for = ["always"]', 'required_for = ["opening"]', "fields.words.required_for", "always"),
        ('required_for = ["always"]', 'required_for = "always"', "fields.words.required_for", "列表"),
        ('choices = { red = "红", green = "绿" }', "choices = {}", "fields.colour.choices", "至少"),
        ('choices = { red = "红", green = "绿" }', 'choices = "红"', "fields.colour.choices", "应是一个表"),
        ('field = "words", span = 4', 'field = "word", span = 4', "rows[1].cells[2].field", "words"),
        ('field = "words", span = 4', 'field = "words", span = 5', "rows[1].cells", "应等于 10"),
        ('field = "words", span = 4', 'field = "words", span = 40', "rows[1].cells[2].span", "1 到 10"),
        ('field = "words", span = 4', 'field = "words", label = "x", span = 4', "rows[1].cells[2].field", "只能有一个"),
        ('field = "words", span = 4', 'field = "words", rows = 2, span = 4', "rows[2].cells", "延伸"),
        ('field = "words", span = 4', 'field = "colour", span = 4', "fields.words", "没有任何单元格"),
        (
            'field = "words", span = 4',
            'area = [], seal = 50, field = "words", span = 4',
            "rows[1].cells[2].area",
            "只能",
        ),
        ('label = "文字", span = 2', 'label = "文字", labels = { opening = "x" }, span = 2', "opening", "删去"),
        ('label = "文字", span = 2', 'label = "文字", align = "middle", span = 2', "rows[1].cells[1].align", "center"),
        ('label = "文字", span = 2', "area = [], seal = 50, span = 2", "rows[1].cells[1].seal", "放不下"),
        ('label = "文字", span = 2', "area = [], seal = 20, span = 2", "rows[1].cells[1].seal", "放不下"),
        ("height = 10\n", "height = 300\n", "rows[1].height", "3 到 250"),
        ("height = 10\n", "height = 240\n", "rows[1].height", "227"),
        ("height = 10\n", "height = 3\n", "rows[1].cells[2].span", "太小"),
        ("height = 10\n", "height = 10\naligned = true\n", "rows[1].aligned", "paragraph"),
        ("height = 10\n", 'height = 10\naligned = "yes"\n', "rows[1].aligned", "true"),
        ("height = 10\n", 'height = 10\nfor = ["opening"]\n', "rows[1].for", "删去"),
        ("[[rows]]\nheight = 10", "[rows]\nheight = 10", "", ""),
    ],
)
def test_a_wrong_key_is_named_with_what_is_allowed(
    old: str, new: str, place: str, allowed: str, tmp_path: Path
) -> None:
    message = _refusal(tmp_path, old, new)
    assert place in message
    assert allowed in message


def test_a_cell_may_not_reach_below_the_last_row(tmp_path: Path) -> None:
    assert "rows" in _refusal(tmp_path, '{ field = "picture", span = 5 }', '{ field = "picture", span = 5, rows = 2 }')


def test_rows_under_one_cell_come_and_go_together(tmp_path: Path) -> None:
    text = SMALL_FORM.replace('label = "文字", span = 2', 'label = "文字", rows = 2, span = 2').replace(
        '{ field = "colour", span = 5 }', '{ field = "colour", span = 3 }'
    )
    write_form(tmp_path, text)
    load_form("small", [tmp_path])
    write_form(tmp_path, text.replace("height = 30", 'height = 30\noption = "more"'))
    with pytest.raises(InputError, match=r"rows\[2\]"):
        load_form("small", [tmp_path])


def test_a_cell_can_only_wait_for_a_field_of_the_form(tmp_path: Path) -> None:
    said = _refusal(tmp_path, 'label = "已核对"', 'label = "已核对"\nwaits_for = "colours"')
    assert "fields.agreed.waits_for" in said
    assert "colour" in said
