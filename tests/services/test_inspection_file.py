"""The inspection file: every piece with its article and hash, no person's numbers, all of it or nothing."""

import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf
import pytest
from python_calamine import CalamineWorkbook

from pmedia_desktop.errors import Cancelled, EnvironmentProblem, InputError
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.attachment import AttachmentKind, Subject, SubjectKind
from pmedia_desktop.model.incident import Incident, IncidentKind, ManagementRules, Sanction
from pmedia_desktop.model.inspection import SelfInspection
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.message import Message, MessageChannel
from pmedia_desktop.model.superior_task import SuperiorTask, TaskKind
from pmedia_desktop.services import accounts
from pmedia_desktop.services.attachments import attach_file
from pmedia_desktop.services.inspection import incidents, management_rules
from pmedia_desktop.services.inspection_file.making import InspectionFile, make_inspection_file, suggested_name
from pmedia_desktop.services.message import messages
from pmedia_desktop.services.office import Office, complete_snapshot
from pmedia_desktop.services.paper import official_papers
from pmedia_desktop.services.paper.filing_papers import print_filing
from pmedia_desktop.services.publishing import tasks
from pmedia_desktop.services.sample.making import Sample

BEGIN, END = date(2026, 10, 1), date(2026, 12, 31)


@pytest.fixture
def busy(office: Office, sample: Sample, tmp_path: Path) -> Office:
    """Return the sample register with a filing printed and scanned, a message, an inspection, an order and rules."""
    print_filing(office, sample.opening_id)
    scan = tmp_path / "签字的表.pdf"
    scan.write_bytes(official_papers.rules_pdf(office))
    attach_file(office, Subject(SubjectKind.FILING, sample.opening_id), AttachmentKind.SIGNED_FORM, scan)
    with office.register.read() as reader:
        account = reader.accounts()[0]
    messages.save_message(
        office,
        Message(
            account_id=account.id, received_on=date(2026, 11, 9), nickname="张🌸", text="请回电13912345678，谢谢👍🏻"
        ),
    )
    incidents.save_sanction(
        office, Sanction(issuer="区政府办", received_on=date(2026, 11, 10), what="2周未更新，标题有🔥")
    )
    management_rules.save_rules(office, ManagementRules(title="管理制度", issued_on=date(2026, 3, 2)), text=scan)
    return office


def text_of(path: Path) -> str:
    reader = pypdf.PdfReader(io.BytesIO(path.read_bytes()))
    return "".join(page.extract_text() for page in reader.pages).replace("\n", "")


def made(office: Office, tmp_path: Path, **wishes: bool) -> InspectionFile:
    return make_inspection_file(office, BEGIN, END, tmp_path / "包" / "迎检包.zip", **wishes)


def test_every_file_is_in_the_contents_with_an_article_and_its_hash(busy: Office, tmp_path: Path) -> None:
    file = made(busy, tmp_path)
    on_disk = {path.relative_to(file.folder).as_posix(): path for path in file.folder.rglob("*") if path.is_file()}
    sums = on_disk.pop("文件校验值SHA256.txt").read_text("utf-8")
    assert set(on_disk) == {piece.path for piece in file.pieces}
    assert all(piece.article and piece.title for piece in file.pieces)
    for piece in file.pieces:
        assert hashlib.sha256(on_disk[piece.path].read_bytes()).hexdigest() == piece.sha256
        assert f"{piece.sha256}  {piece.path}\n" in sums
    sections = {piece.path.split("/")[0] for piece in file.pieces}
    expected = {"1 账号台账", "2 备案材料", "3 密码保管", "6 留言答复", "7 自查与整改", "8 管理制度"}
    assert sections >= expected
    assert "管理制度" in text_of(file.folder / "0 目录.pdf")
    rows = CalamineWorkbook.from_path(str(file.folder / "0 目录.xlsx")).get_sheet_by_index(0).to_python()
    assert len(rows) == len(file.pieces) - 2 + 1, "a heading, and everything but the contents themselves"


def test_the_archive_holds_the_same_folder(busy: Office, tmp_path: Path) -> None:
    file = made(busy, tmp_path)
    with zipfile.ZipFile(file.archive) as packed:
        assert packed.testzip() is None
        names = set(packed.namelist())
        assert {f"迎检包/{piece.path}" for piece in file.pieces} < names
        assert packed.read("迎检包/0 目录.pdf") == (file.folder / "0 目录.pdf").read_bytes()
    assert hashlib.sha256(file.archive.read_bytes()).hexdigest() == file.sha256


def test_a_persons_numbers_are_masked_and_originals_are_as_they_were(busy: Office, tmp_path: Path) -> None:
    file = made(busy, tmp_path)
    ledger = text_of(file.folder / "6 留言答复" / "留言答复台账.pdf")
    assert "139****5678" in ledger
    assert "谢谢〔表情U+1F44D〕" in ledger.replace(" ", ""), "no font has it, and it is what the citizen wrote"
    assert "13912345678" not in ledger
    for piece in file.pieces:
        if piece.path.endswith(".pdf") and not piece.is_original:
            assert "13900000001" not in text_of(file.folder / piece.path), piece.path
    scans = [piece for piece in file.pieces if piece.path.endswith("签字的表.pdf")]
    assert scans
    assert all(piece.is_original for piece in scans)
    assert "（原件）" in text_of(file.folder / "0 目录.pdf")


def test_incidents_stand_in_their_ledger_masked_with_the_papers_that_belong_to_them(
    busy: Office, tmp_path: Path
) -> None:
    incident = incidents.save_incident(
        busy,
        Incident(
            kind=IncidentKind.OUTCRY,
            noticed_on=date(2026, 9, 20),
            what="网民13912345678 028-37600001发帖",
            first_measures="电话核实",
        ),
    ).value
    proof = tmp_path / "13912345678的截图.pdf"
    proof.write_bytes(official_papers.rules_pdf(busy))
    attach_file(busy, Subject(SubjectKind.INCIDENT, incident.id), AttachmentKind.OTHER, proof)
    file = made(busy, tmp_path)
    ledger = text_of(file.folder / "7 自查与整改" / "事件台账.pdf")
    assert "139****5678 028-37600001发帖" in ledger
    assert "正在处置" in ledger, "noticed before the period, and still open in it"
    piece = next(one for one in file.pieces if one.path.endswith("的截图.pdf"))
    assert (piece.is_original, "13912345678" in piece.path) == (True, False)
    assert not any("13912345678" in (one.title + one.path) for one in file.pieces)


def test_an_order_that_is_open_all_through_the_period_is_in_it(busy: Office, tmp_path: Path) -> None:
    day = date(2026, 2, 9)
    order = Sanction(
        issuer="区政府办",
        received_on=date(2026, 2, 2),
        what="简介不全",
        report="已改",
        reported_on=day,
        reported_to="甲",
    )
    incidents.save_sanction(busy, order)
    closed = Sanction(
        issuer="区政府办", received_on=date(2026, 3, 3), what="已改", closed_on=date(2026, 9, 30), report="已改"
    )
    incidents.save_sanction(busy, closed)
    paths = [piece.path for piece in made(busy, tmp_path).pieces]
    assert any("2026-02-02" in path for path in paths)
    assert not any("2026-03-03" in path for path in paths)


def test_only_a_report_that_was_handed_in_is_in_it_and_the_signed_one_takes_its_place(
    busy: Office, tmp_path: Path
) -> None:
    day = date(2026, 11, 12)
    sent = Sanction(
        issuer="区政府办", received_on=day, what="简介不全🔥", report="标题“🔥”已改", reported_on=day, reported_to="甲"
    )
    incidents.save_sanction(busy, sent)
    incidents.save_sanction(busy, replace(sent, reported_on=None, reported_to="", received_on=date(2026, 11, 13)))
    signed = incidents.save_sanction(busy, replace(sent, received_on=date(2026, 11, 11))).value
    scan = tmp_path / "签字的报告.pdf"
    scan.write_bytes(official_papers.rules_pdf(busy))
    attach_file(busy, Subject(SubjectKind.SANCTION, signed.id), AttachmentKind.RECTIFICATION_REPORT, scan)
    file = made(busy, tmp_path)
    reports = {piece.path.split("/")[1][5:15]: piece for piece in file.pieces if "报告.pdf" in piece.path}
    assert sorted(reports) == ["2026-11-11", "2026-11-12"]
    assert reports["2026-11-11"].is_original
    assert "标题“〔表情U+1F525〕”已改" in text_of(file.folder / reports["2026-11-12"].path)


def test_the_evidence_kept_with_messages_problems_and_items_is_in_it(busy: Office, tmp_path: Path) -> None:
    with busy.register.read() as reader:
        known = complete_snapshot(busy, reader)
        item = reader.publications_between(BEGIN, END)[0]
    message = next(one for one in known.messages if "请回电" in one.text)
    order = next(one for one in known.sanctions if "标题有" in one.what)
    problem = incidents.add_problem_of_sanction(busy, order.id).value
    proof = tmp_path / "证据.pdf"
    proof.write_bytes(official_papers.rules_pdf(busy))
    for subject, number, kind in (
        (SubjectKind.MESSAGE, message.id, AttachmentKind.MESSAGE_PROOF),
        (SubjectKind.PROBLEM, problem.id, AttachmentKind.MENDING_PROOF),
        (SubjectKind.PUBLICATION, item.id, AttachmentKind.AGREEMENT),
    ):
        attach_file(busy, Subject(subject, number), kind, proof)
    found = [piece for piece in made(busy, tmp_path).pieces if piece.path.endswith("证据.pdf")]
    assert [piece.path.split("/")[0] for piece in found] == ["4 信息发布审核", "6 留言答复", "7 自查与整改"]
    assert [piece.is_original for piece in found] == [True, True, True]
    assert [piece.title.rpartition("：")[2] for piece in found] == [
        "授权或沟通的材料",
        "留言截图或通话记录",
        "整改证明",
    ]


def test_a_filing_that_was_not_handed_in_belongs_to_its_own_days(busy: Office, tmp_path: Path) -> None:
    assert any(piece.path.startswith("2 ") for piece in made(busy, tmp_path).pieces)
    file = make_inspection_file(busy, date(2010, 1, 1), date(2015, 12, 31), tmp_path / "早年.zip")
    assert not any(piece.path.startswith("2 ") for piece in file.pieces)


def test_the_unit_may_leave_the_numbers_in(busy: Office, tmp_path: Path) -> None:
    file = made(busy, tmp_path, mask=False)
    assert "13912345678" in text_of(file.folder / "6 留言答复" / "留言答复台账.pdf")


def test_an_inspection_that_made_up_for_a_missed_quarter_is_in_that_quarters_file(busy: Office, tmp_path: Path) -> None:
    with busy.register.write(busy.actor, Action.INSPECTION_SAVED, subject=Subject(SubjectKind.INSPECTION)) as writer:
        writer.save(SelfInspection(year=2026, quarter=2, begun_on=date(2026, 7, 6), closed_on=date(2026, 7, 8)))
    second, third = (
        make_inspection_file(busy, begin, end, tmp_path / f"{begin}.zip")
        for begin, end in (
            (date(2026, 4, 1), date(2026, 6, 30)),
            (date(2026, 8, 1), date(2026, 9, 30)),
        )
    )
    assert any("2026年第2季度自查表" in piece.path for piece in second.pieces)
    assert not any("2026年第2季度自查表" in piece.path for piece in third.pieces)


def test_what_lies_outside_the_period_is_left_out(busy: Office, tmp_path: Path) -> None:
    file = make_inspection_file(busy, date(2026, 1, 1), date(2026, 3, 31), tmp_path / "一季度.zip")
    assert "请回电" not in text_of(file.folder / "6 留言答复" / "留言答复台账.pdf")
    assert not any("整改报告" in piece.path for piece in file.pieces)


def test_the_pictures_end_with_the_period_and_show_accounts_without_any_record(busy: Office, tmp_path: Path) -> None:
    pictures = {path.name: text_of(path) for path in (made(busy, tmp_path).folder / "5 更新情况").iterdir()}
    assert "没有登记发布记录" in pictures["示例镇发布（抖音）更新情况图.pdf"]
    assert "近十二个月发布" in pictures["示例镇发布（新浪微博）更新情况图.pdf"]
    file = make_inspection_file(busy, date(2026, 7, 1), date(2026, 9, 30), tmp_path / "三季度.zip")
    earlier = text_of(file.folder / "5 更新情况" / "示例镇发布（新浪微博）更新情况图.pdf")
    assert "截至2026-09-30的十二个月发布" in earlier
    assert "2025年10月" in earlier
    assert "2026年10月" not in earlier


def test_two_accounts_called_the_same_have_each_their_picture(busy: Office, tmp_path: Path) -> None:
    accounts.register_account(busy, Account(platform="weibo", name="示例镇发布", platform_id="7300000002"))
    names = {piece.path for piece in made(busy, tmp_path).pieces if piece.path.startswith("5 更新情况/")}
    assert {
        "5 更新情况/示例镇发布（新浪微博）更新情况图.pdf",
        "5 更新情况/示例镇发布（新浪微博）更新情况图（2）.pdf",
    } <= names


def test_it_stands_in_the_journal_with_its_hash(busy: Office, tmp_path: Path) -> None:
    file = made(busy, tmp_path)
    with busy.register.read() as reader:
        entry = reader.journal(limit=1)[0]
    assert entry.action is Action.INSPECTION_FILE_MADE
    assert file.sha256 in (entry.changes[0].after or "")


class StopAt:
    """A progress whose user cancels at the given step."""

    def __init__(self, step: int) -> None:
        self._left = step

    def step(self, done: int, total: int, what: str = "") -> None:
        self._left -= 1
        if self._left < 0:
            raise Cancelled


@pytest.mark.parametrize("step", [0, 3, 12])
def test_cancelled_it_leaves_nothing_behind(busy: Office, tmp_path: Path, step: int) -> None:
    target = tmp_path / "包"
    with pytest.raises(Cancelled):
        make_inspection_file(busy, BEGIN, END, target / "迎检包.zip", StopAt(step))
    assert list(target.iterdir()) == []
    with busy.register.read() as reader:
        assert reader.journal(limit=1)[0].action is not Action.INSPECTION_FILE_MADE


def test_a_folder_of_that_name_is_never_written_into(busy: Office, tmp_path: Path) -> None:
    (tmp_path / "包" / "迎检包").mkdir(parents=True)
    with pytest.raises(InputError, match="已经存在"):
        made(busy, tmp_path)


def test_an_earlier_archive_is_never_overwritten_and_dots_in_a_name_stay(office: Office, tmp_path: Path) -> None:
    earlier = tmp_path / "迎检包2026.11.28.zip"
    earlier.write_bytes(b"evidence")
    with pytest.raises(InputError, match="已经存在"):
        make_inspection_file(office, BEGIN, END, tmp_path / "迎检包2026.11.28")
    assert earlier.read_bytes() == b"evidence"
    earlier.unlink()
    assert make_inspection_file(office, BEGIN, END, tmp_path / "迎检包2026.11.28").archive == earlier


def test_an_empty_register_gives_a_file_all_the_same(office: Office, tmp_path: Path) -> None:
    file = make_inspection_file(office, BEGIN, END, tmp_path / "空.zip")
    assert {piece.path.split("/")[0] for piece in file.pieces} == {
        "1 账号台账",
        "6 留言答复",
        "0 目录.pdf",
        "0 目录.xlsx",
    }


def test_the_suggested_name_says_unit_and_period(busy: Office) -> None:
    assert suggested_name(busy, BEGIN, END) == "迎检包-示例镇-2026-10-01至2026-12-31.zip"


def test_orders_and_months_of_the_period_are_in_it_with_what_is_kept_of_them(busy: Office, tmp_path: Path) -> None:
    before = tasks.save_task(
        busy, SuperiorTask(title="六月转载", ordered_on=date(2026, 6, 1), done_on=date(2026, 6, 2))
    ).value
    order = tasks.save_task(
        busy,
        SuperiorTask(
            kind=TaskKind.CORRECTION,
            title="整改“坐阵”",
            content="联系人13912345678",
            ordered_by="区政府办",
            ordered_on=date(2026, 9, 29),
            due_on=date(2026, 10, 9),
            done_on=date(2026, 10, 10),
        ),
    ).value
    notice = tmp_path / "通知.pdf"
    notice.write_bytes(official_papers.rules_pdf(busy))
    attach_file(busy, Subject(SubjectKind.SUPERIOR_TASK, order.id), AttachmentKind.ORDER, notice)
    file = made(busy, tmp_path)
    folder = file.folder / "9 上级任务和月报"
    ledger = text_of(folder / "上级任务台账.pdf").replace(" ", "")
    assert "联系人139****5678" in ledger
    assert "逾期完成，没有书面回复，已逾期" in ledger
    assert before.title not in ledger
    rows = CalamineWorkbook.from_path(str(folder / "上级任务台账.xlsx")).get_sheet_by_index(0).to_python()
    assert [row[2] for row in rows] == ["任务", "整改“坐阵”", "转载《示例：冬春季安全生产提示》"]
    assert (folder / f"{order.id:04}-整改“坐阵”").is_dir()
    assert "2026年11月" in text_of(folder / "月报2026-11.pdf")
    assert not (folder / "月报2026-12.pdf").exists(), "it has not begun"
    book = CalamineWorkbook.from_path(str(folder / "月报数据.xlsx"))
    assert book.sheet_names == ["2026年10月", "2026年11月"]


def test_rules_that_were_replaced_in_the_period_are_in_it_and_say_so(busy: Office, tmp_path: Path) -> None:
    text = tmp_path / "旧制度.pdf"
    text.write_bytes(official_papers.rules_pdf(busy))
    for title, replaced_on in (("试行办法", date(2026, 10, 15)), ("更早的办法", date(2026, 9, 30))):
        rules = ManagementRules(title=title, issued_on=date(2024, 1, 2), replaced_on=replaced_on)
        management_rules.save_rules(busy, rules, text=text)
    with busy.register.read() as reader:
        unit = reader.unit()
    assert unit is not None
    attach_file(busy, Subject(SubjectKind.UNIT, unit.id), AttachmentKind.RULES, text)
    titles = [piece.title for piece in made(busy, tmp_path).pieces if piece.path.startswith("8 管理制度/")]
    assert titles == ["试行办法（2024-01-02印发）（2026-10-15废止）", "管理制度（2026-03-02印发）", "管理制度"]


def test_a_citizen_is_not_known_by_name_or_landline_and_the_offices_stay(busy: Office, tmp_path: Path) -> None:
    message = Message(
        received_on=date(2026, 11, 10),
        channel=MessageChannel.TELEPHONE,
        nickname="李建国",
        phone="（028）37612345",
        text="家里电话０２８－３７６１２３４５，镇上028-37600001没人接",
        reply="您好，请咨询区医保局028-37688888。",
        replied_on=date(2026, 11, 11),
    )
    messages.save_message(busy, message)
    table = made(busy, tmp_path).folder / "6 留言答复" / "留言答复台账.xlsx"
    rows = CalamineWorkbook.from_path(str(table)).get_sheet_by_index(0).to_python()
    row = next(row for row in rows if row[5] == "李**")
    assert row[6] == "(028)****2345"
    assert row[8] == "家里电话０２８－****２３４５，镇上028-37600001没人接"
    assert "028-37688888" in str(row)


class InTheWay:
    """A progress during which somebody puts something in the archive's place."""

    def __init__(self, archive: Path) -> None:
        self._archive = archive

    def step(self, done: int, total: int, what: str = "") -> None:
        if what == "压缩":
            self._archive.mkdir(exist_ok=True)


def test_when_the_archive_cannot_have_its_place_the_folder_does_not_stay_alone(busy: Office, tmp_path: Path) -> None:
    target = tmp_path / "包"
    archive = target / "迎检包.zip"
    with pytest.raises(EnvironmentProblem, match="写不了"):
        make_inspection_file(busy, BEGIN, END, archive, InTheWay(archive))
    assert list(target.iterdir()) == [archive]
