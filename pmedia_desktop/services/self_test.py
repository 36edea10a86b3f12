"""Is the program whole on this PC? Each check runs the real part, in a folder of its own."""

import gzip
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from pmedia_desktop.data_files import data_path
from pmedia_desktop.measures.working_days import WorkCalendar, count_working_days
from pmedia_desktop.paper.filling import fill
from pmedia_desktop.paper.loading import load_form
from pmedia_desktop.paper.preview import render_page
from pmedia_desktop.register.opening import REGISTER_NAME
from pmedia_desktop.register.verification import verify_register
from pmedia_desktop.services.backup.backups import back_up, restore
from pmedia_desktop.services.office import open_office
from pmedia_desktop.services.paper.filing_papers import print_filing
from pmedia_desktop.services.program_files import bill_of_program, compare_with_bill
from pmedia_desktop.services.sample.making import make_sample
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.client import Vault
from pmedia_desktop.vault.entries import new_entry_name
from pmedia_desktop.vault.generator import offer_passphrase
from pmedia_desktop.vault.keeper import Deposit
from pmedia_desktop.vault.problems import KeyringUnavailable
from pmedia_desktop.vault.sealing import Recipients, Stamp
from pmedia_desktop.vault.secret import Secret

_CONTEXT = "services.self_test"

#: What the vault seals and opens: beyond plane 0 too.
_SEALED = "自检😀"
#: Characters that a form and the screen must show: plane 0, extension A and plane 2.
RARE = "王䶮赵㛃李𬱖陈𣲗堃喆𬭎𠮷"


@dataclass(frozen=True)
class CheckResult:
    """One check: its name in Chinese, whether it passed, and what it found."""

    name: str
    passed: bool
    detail: str


def run_checks() -> Iterator[CheckResult]:
    """Run every check; one that raises has failed and the others still run."""
    checks: tuple[tuple[str, Callable[[Path], str]], ...] = (
        (translate(_CONTEXT, "程序文件"), _files),
        (translate(_CONTEXT, "字体与备案表"), _form),
        (translate(_CONTEXT, "预览图片"), _preview),
        (translate(_CONTEXT, "工作日"), _working_days),
        (translate(_CONTEXT, "示例登记册"), _sample),
        (translate(_CONTEXT, "旧登记册升级"), _migration),
        (translate(_CONTEXT, "备份与恢复"), _backup),
        (translate(_CONTEXT, "账号密码保险箱"), _vault),
    )
    for name, check in checks:
        with tempfile.TemporaryDirectory() as folder:
            try:
                yield CheckResult(name, True, check(Path(folder)))
            except Exception as error:
                yield CheckResult(name, False, f"{type(error).__name__}: {error}")


def _files(folder: Path) -> str:
    bill = bill_of_program()
    if bill is None:
        return translate(_CONTEXT, "不是安装包，没有文件清单")
    count, wrong = compare_with_bill(bill)
    if wrong:
        message = translate(_CONTEXT, "缺少或变了：{names}。多半没有复制完，或者被杀毒软件删改，请重新安装。")
        raise AssertionError(message.format(names=translate(_CONTEXT, "、").join(wrong[:5])))
    return translate(_CONTEXT, "{count}个，与打包时一样").format(count=count)


def _form(folder: Path) -> str:
    filled = fill(load_form("filing"), {"principal_name": RARE}, variant="opening")
    if not filled.pdf.startswith(b"%PDF-"):
        raise AssertionError("no PDF")
    return translate(_CONTEXT, "{pages}页，{size}KB").format(pages=filled.pages, size=len(filled.pdf) // 1024)


def _preview(folder: Path) -> str:
    filled = fill(load_form("filing"), {}, variant="closure", blank=True)
    image = render_page(filled.pdf, 0, 96)
    dark = sum(value < 128 for value in image.bgrx[::4])
    if dark < 1000:
        raise AssertionError(f"only {dark} dark pixels")
    return f"{image.width}x{image.height}"


def _working_days(folder: Path) -> str:
    count = count_working_days(WorkCalendar(), date(2026, 9, 29), 10)
    if count.due != date(2026, 10, 19):
        raise AssertionError(count.due.isoformat())
    if not count_working_days(WorkCalendar(), date(2099, 9, 29), 10).estimated:
        raise AssertionError("2099 is not marked as an estimate")
    return count.due.isoformat()


def _sample(folder: Path) -> str:
    office = open_office(folder, create=True)
    try:
        sample = make_sample(office)
        for filing_id in (sample.opening_id, sample.change_id, sample.closure_id):
            print_filing(office, filing_id)
        report = verify_register(office.register)
    finally:
        office.close()
    if not report.ok:
        raise AssertionError("; ".join(report.problems))
    return translate(_CONTEXT, "操作记录{count}条").format(count=report.entries)


def _migration(folder: Path) -> str:
    oldest = min(data_path("resources", "registers").glob("register_v*.db.gz"))
    (folder / REGISTER_NAME).write_bytes(gzip.decompress(oldest.read_bytes()))
    office = open_office(folder)
    try:
        report = verify_register(office.register)
    finally:
        office.close()
    if not report.ok:
        raise AssertionError("; ".join(report.problems))
    return oldest.name


def _backup(folder: Path) -> str:
    office = open_office(folder, create=True)
    try:
        make_sample(office)
        made = back_up(office)
    finally:
        office.close()
    restore(made.path, folder)
    office = open_office(folder)
    try:
        with office.register.read() as reader:
            if not reader.filings():
                raise AssertionError("the restored register is empty")
    finally:
        office.close()
    return made.path.name


def _vault(folder: Path) -> str:
    """Seal and open in the vault's own process; what a keyring keeps for a moment comes back, and is gone afterwards.

    A PC without a keyring is told, and is no fault of the program.
    """
    entry, secret = new_entry_name(), Secret(_SEALED)
    stamp = Stamp("self-test", 1, "password", datetime.now(UTC))
    with Vault() as vault:
        holder = vault.enroll(offer_passphrase().typed)
        recovery = vault.new_recovery(holder.recipient)
        sealed = vault.seal(secret, stamp, Recipients(holder.recipient, (recovery.recipient,)))
        if vault.show(Deposit(stamp, entry, sealed)) != secret:
            raise AssertionError("what was sealed is not what was opened")
        try:
            _keyring_round_trip(vault, entry, sealed)
        except KeyringUnavailable as error:
            return translate(_CONTEXT, "加密和解密正常；系统密码库这次没有检查：{why}").format(why=error)
    return translate(_CONTEXT, "加密和解密正常，系统密码库能存、能取、能删")


def _keyring_round_trip(vault: Vault, entry: str, sealed: str) -> None:
    vault.write(entry, sealed)
    try:
        if vault.read(entry) != sealed or vault.existing([entry]) != {entry}:
            raise AssertionError("the keyring returned something else")
    finally:
        vault.remove(entry)
    if vault.existing([entry]):
        raise AssertionError("the keyring still has what was removed")
