"""Forms and values that the tests of this room share, and ways to look into a PDF."""

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pypdfium2
from pypdf import PdfReader

from pmedia_desktop.paper.declaration import Form
from pmedia_desktop.paper.loading import load_form

VARIANTS = ("opening", "change", "closure")

_COMMON: dict[str, Any] = {
    "full_name": "眉山市彭山区公义镇人民政府",
    "filled_on": "2026-11-23",
    "event_on": "2026-11-16",
    "credit_code": "11511422008569132X",
    "principal_name": "王䶮喆",
    "principal_post": "党委副书记、镇长",
    "principal_phone": "028-37612345",
    "deputy_name": "李𬱖𬭎",
    "deputy_post": "党委委员、副镇长",
    "deputy_phone": "028-37612346",
    "holder_name": "张小明",
    "holder_post": "党政办公室工作人员",
    "holder_phone": "13800001234",
    "platform": "抖音短视频",
    "account_name": "彭山公义",
    "platform_id": "pengshan_gongyi2026",
    "certification_subject": "眉山市彭山区公义镇人民政府",
    "opened_on": "2024-05-06",
    "certified_until": "2027-05-05",
    "followers": 1286,
    "homepage": "https://www.example.com/user/MS4wLjABAAAAx1y2z3",
    "purpose": "发布公义镇政务信息、惠民政策和便民服务指南，宣传镇村发展动态，回应群众关切；"
    "每周更新不少于2次，留言2个工作日内答复。",
    "basis": "《关于推进全区政务新媒体健康有序发展的通知》（眉彭府办函〔2026〕18号）",
    "reason": "为畅通政民互动渠道，方便群众了解惠民政策，经镇党政办公会议研究，由专人负责“彭山公义”日常运维。",
    "attachments": "1.主要领导审批件；2.账号主页截图；3.认证公函复印件。",
    "preparer_name": "张小明",
    "preparer_phone": "028-37612347",
}
_OWN: dict[str, dict[str, Any]] = {
    "opening": {},
    "change": {
        "changed_items": ["账号名称", "账号管理员", "联系电话"],
        "changed_before": ["公义发布", "刘大海", "028-37612300"],
        "changed_after": ["彭山公义", "张小明", "13800001234"],
    },
    "closure": {
        "notice_on": "2026-11-02",
        "notice_place": "“彭山公义”抖音号、区政府门户网站",
        "notice_link": "https://www.example.gov.cn/info/1024/123456.htm",
        "requested_on": "2026-11-10",
        "completed_on": "2026-11-23",
    },
}

SMALL_FORM = """
name = "small"
title = "试验表"
version = "1"
[page]
left = 25
right = 20
top = 16
bottom = 14
columns = 10
[sizes]
title = 22
label = 10.5
value = 11
note = 9
[fields.words]
label = "文字"
kind = "text"
required_for = ["always"]
[fields.agreed]
label = "已核对"
kind = "check"
[fields.colour]
label = "颜色"
kind = "choice"
choices = { red = "红", green = "绿" }
[fields.picture]
label = "二维码"
kind = "picture"
[[rows]]
height = 10
cells = [{ label = "文字", span = 2 }, { field = "words", span = 4 }, { field = "agreed", span = 4 }]
[[rows]]
height = 30
cells = [{ field = "colour", span = 5 }, { field = "picture", span = 5 }]
"""


def filing_form() -> Form:
    return load_form("filing")


def values_for(variant: str) -> dict[str, Any]:
    """Return ordinary values of one kind of filing, rare characters in the names included."""
    return _COMMON | _OWN[variant]


def write_form(folder: Path, text: str, name: str = "small") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def small_form(folder: Path) -> Form:
    write_form(folder, SMALL_FORM)
    return load_form("small", [folder])


def packed(text: str) -> str:
    """Return a text without white space: where lines end is no concern of the comparison."""
    return "".join(text.split())


def text_by_pypdf(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def text_by_pdfium(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def text_by_poppler(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


READERS = {"pypdf": text_by_pypdf, "pdfium": text_by_pdfium}
if shutil.which("pdftotext"):
    READERS["poppler"] = text_by_poppler
