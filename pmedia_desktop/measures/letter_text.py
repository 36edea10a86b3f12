"""Texts drafted for the user about an account: certification letter, statement of a new name, note with a filing."""

from datetime import date

from pmedia_desktop.measures.notice_text import contact_words, id_words, paragraph, right, unit_name
from pmedia_desktop.measures.subjects import named_account
from pmedia_desktop.measures.wording import full_date, quoted
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.filing import Filing
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person, Unit
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

_CONTEXT = "measures.letter_text"


def certification_letter(account: Account, snapshot: Snapshot, contact: tuple[str, str], on: date) -> str:
    """Return the draft of the letter (认证公函) that a platform asks for; ``contact`` is name and telephone."""
    unit = snapshot.unit or Unit()
    platform = snapshot.platform(account.platform)
    holder = snapshot.person(account.holder_id) or Person()
    said = translate(
        _CONTEXT,
        "{account}由我单位开设并管理{id}，用于{purpose}现申请办理账号认证，由{holder}负责办理。"
        "我单位承诺提交的材料真实有效，并对账号发布的内容负责。",
    ).format(
        account=named_account(account, snapshot),
        id=id_words(account, snapshot),
        purpose=account.purpose.rstrip("。") + "。" if account.purpose else translate(_CONTEXT, "发布政务信息。"),
        holder=_person(holder) or translate(_CONTEXT, "账号管理员"),
    )
    return "\n".join(
        [
            translate(_CONTEXT, "关于申请认证{account}的函").format(account=named_account(account, snapshot)),
            "",
            translate(_CONTEXT, "{platform}平台：").format(platform=platform.name),
            paragraph(said),
            paragraph(translate(_CONTEXT, "请予支持。")),
            "",
            paragraph(translate(_CONTEXT, "附件：统一社会信用代码证书复印件、账号管理员身份证明")),
            *closing_lines(unit, contact, on),
        ]
    )


def renaming_statement(account: Account, snapshot: Snapshot, new_name: str, contact: tuple[str, str], on: date) -> str:
    """Return the draft of the statement (更名说明) with which a platform changes an account's name."""
    unit = snapshot.unit or Unit()
    platform = snapshot.platform(account.platform)
    said = translate(
        _CONTEXT,
        "{account}由我单位开设并管理{id}。因工作需要，申请将账号名称变更为{name}，账号主体、用途和管理人员不变。",
    ).format(
        account=named_account(account, snapshot),
        id=id_words(account, snapshot),
        name=quoted(new_name or translate(_CONTEXT, "（填写新名称）")),
    )
    return "\n".join(
        [
            translate(_CONTEXT, "关于{account}更名的说明").format(account=named_account(account, snapshot)),
            "",
            translate(_CONTEXT, "{platform}平台：").format(platform=platform.name),
            paragraph(said),
            paragraph(translate(_CONTEXT, "特此说明，请予办理。")),
            *closing_lines(unit, contact, on),
        ]
    )


def submission_note(filing: Filing, snapshot: Snapshot, enclosures: str) -> str:
    """Return the note (报送说明) that goes with a filing by message or e-mail, to be copied."""
    account = snapshot.account(filing.account_id) or Account()
    unit = snapshot.unit or Unit()
    first = translate(_CONTEXT, "{authority}：").format(
        authority=unit.filing_authority or translate(_CONTEXT, "区政府办")
    )
    said = translate(_CONTEXT, "现报送{unit}{account}的{kind}备案表，请查收。").format(
        unit=unit_name(unit), account=named_account(account, snapshot), kind=word(filing.kind)
    )
    lines = [first, said]
    if filing.reason:
        lines.append(translate(_CONTEXT, "事由：{reason}").format(reason=filing.reason))
    if filing.event_on:
        lines.append(translate(_CONTEXT, "发生日期：{day}").format(day=full_date(filing.event_on)))
    if enclosures:
        lines.append(translate(_CONTEXT, "附件：{enclosures}").format(enclosures=enclosures))
    lines.append(contact_words(filing.preparer_name, filing.preparer_phone))
    return "\n".join(lines)


def _person(person: Person) -> str:
    if not person.name:
        return ""
    if not person.phone:
        return person.name
    return translate(_CONTEXT, "{name}（电话：{phone}）").format(name=person.name, phone=person.phone)


def closing_lines(unit: Unit, contact: tuple[str, str], on: date) -> list[str]:
    """Return how a letter ends: whom to ask, the unit, the day."""
    name, phone = contact
    return [
        paragraph(contact_words(name, phone)),
        "",
        right(unit_name(unit)),
        right(full_date(on)),
    ]
