"""The manual speaks of the window as it is: every name in quotes stands there, and every place F1 leads to is there."""

import ast
import re
import tomllib

from tests.house.tree import ROOT
from tools.translations import all_strings

MANUAL = ROOT / "resources" / "manual"
#: Names of others: of systems, printers and installers; of files and marks; what a document is called, and what stands
#: in others' tables.
NOT_OURS = {
    "下一步",
    "安装",
    "已保护你的电脑",
    "更多信息",
    "仍要运行",
    "打开文件所在的位置",
    "应用",
    "否",
    "实际大小",
    "适合页面",
    "密码和密钥",
    "-r0-n1234",
    "推算",
    "隐藏行",
    "台账",
    "不得发布的内容",
    "示例镇",
    "镇政府",
    "党政办",
    "点击访问",
}


def test_every_name_in_quotes_is_written_so_in_the_window() -> None:
    shown = {source.replace("&", "") for _, source in all_strings()}
    longer = {source[: cut.start()] for source in shown for cut in re.finditer("[，（：…]", source)}
    unknown = []
    for chapter in sorted(MANUAL.glob("*.md")):
        for quoted in re.findall("“([^”]+)”", chapter.read_text("utf-8")):
            for name in quoted.split("→"):
                if name not in shown | longer | NOT_OURS and name.removesuffix("…") not in shown:
                    unknown.append(f"{chapter.name}: {name}")
    assert unknown == []


def test_f1_leads_to_headings_and_from_dialogs_that_there_are() -> None:
    classes = {
        node.name
        for path in (ROOT / "pmedia_desktop" / "gui").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    wrong = []
    for entry in tomllib.loads((MANUAL / "contents.toml").read_text("utf-8"))["chapters"]:
        headings = re.findall("^#+ (.+)$", (MANUAL / entry["file"]).read_text("utf-8"), re.MULTILINE)
        for about in entry.get("about", ()):
            what, _, heading = about.partition("#")
            if (heading and heading not in headings) or (what[0].isupper() and what not in classes):
                wrong.append(f"{entry['file']}: {about}")
    assert wrong == []


def test_every_link_to_a_heading_finds_it() -> None:
    dead = []
    for chapter in sorted(MANUAL.glob("*.md")):
        for file, heading in re.findall(r"\]\(([^)#]+\.md)#([^)]+)\)", chapter.read_text("utf-8")):
            if not re.search(f"^#+ {re.escape(heading)}$", (MANUAL / file).read_text("utf-8"), re.MULTILINE):
                dead.append(f"{chapter.name}: {file}#{heading}")
    assert dead == []
