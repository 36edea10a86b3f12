"""What the manual's pictures show beside the sample register: a ledger to import, a backup to restore, two papers.

It lies in a folder of its own and is made anew for each manual; days are relative to ``office.today()``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pmedia_desktop.exchange.table_writing import WrittenTable, xlsx
from pmedia_desktop.model.filing import ClosureReason
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person, Role
from pmedia_desktop.paper.preview import page_picture
from pmedia_desktop.services.backup.backups import back_up
from pmedia_desktop.services.custody.sheets import fill_handover
from pmedia_desktop.services.files import write_file
from pmedia_desktop.services.office import Office, whole_snapshot
from pmedia_desktop.services.paper.filing_papers import preview_filing
from pmedia_desktop.services.people import save_person
from pmedia_desktop.services.sample.form import make_office_form

_LEDGER = "示例镇政务新媒体台账.xlsx"
_HEADINGS = ("序号", "平台", "账号名称", "账号ID", "负责人", "手机", "粉丝数", "备注")
_ROWS = (
    (1, "抖音", "示例镇发布", "slzfb511403", "李𬱖", "13900000001", 56, ""),
    (2, "新浪微博", "示例镇发布", "7300000001", "陈𣲗", "13900000002", 3260, ""),
    (3, "微信视频号", "示例镇视频号", "sphSLZ01", "李𬱖", "13900000001", 455, ""),
    (4, "微信小程序", "示例镇便民服务", "gh_5f4e3d2c1b0a", "陈𣲗", "13900000002", 1200, "区统一建设"),
    (5, "今日头条", "示例镇头条", "1600000001", "李𬱖", "13900000001", 310, ""),
    (6, "", "示例镇便民群", "", "李𬱖", "13900000001", 480, "工作群"),
    ("合计", "", "", "", "", "", 5761, ""),
)
_DPI = 110.0
OPENING = {"platform": "toutiao", "name": "示例镇便民服务", "platform_id": "1600000002"}
"""What is typed into the guide to an opening."""
CLOSING = {
    "closure_reason": ClosureReason.MERGED,
    "reason": "与微博内容重复，按上级整合要求关停，相关内容由微博“示例镇发布”承接。",
    "successor": "示例镇发布（微博）",
    "archived_at": "党政办公室档案柜，光盘1张",
}
"""What is typed into the guide to a closure; the day comes with it."""
HANDING_OVER = {"reason": "岗位调整"}
"""What is typed into the guide to a hand-over."""
PAPERS: Mapping[str, Callable[[Office, Snapshot], bytes]] = {
    "paper-filing": lambda office, known: preview_filing(office, known.filings[0].id).pdf,
    "paper-handover": lambda office, known: fill_handover(office, known.handovers[0].id).pdf,
}
"""Printed papers (PDF), by the names of their pictures."""


@dataclass(frozen=True)
class Pictured:
    """Files on disk, and papers as pictures (PNG) by their names."""

    ledger: Path
    backup: Path
    papers: Mapping[str, bytes]


def make_pictured(office: Office, folder: Path) -> Pictured:
    """Make it all; after the backup somebody new is entered, so that a restore has something to take back."""
    make_office_form(office)
    known = whole_snapshot(office)
    papers = {name: page_picture(print_paper(office, known), 0, _DPI) for name, print_paper in PAPERS.items()}
    ledger = folder / _LEDGER
    write_file(ledger, xlsx([WrittenTable("台账", _HEADINGS, _ROWS)]))
    backup = back_up(office).path
    save_person(
        office,
        Person(
            name="何玥",
            department="党政办公室",
            post="工作人员",
            mobile_phone="13900000005",
            roles=(Role.EDITOR,),
            since=office.today(),
        ),
    )
    return Pictured(ledger, backup, papers)
