"""Texts drafted for the user: the closure notice (关停公告) and the letter to a platform nobody can log in to.

Article 7 asks for a notice before the cancellation and says nothing of its wording; the unit edits the draft.
"""

from datetime import date

from pmedia_desktop.measures.subjects import named_account
from pmedia_desktop.measures.wording import full_date, quoted
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.filing import Closure, ClosureReason, Filing
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Unit
from pmedia_desktop.texts import translate


def closure_notice(filing: Filing, snapshot: Snapshot, on: date) -> str:
    """Return the draft of the notice, dated ``on`` unless the notice has a day; the closing is set to the right.

    What the register does not know is left out, so that the draft can be published as it stands.
    """
    closure = filing.closure or Closure()
    account = snapshot.account(filing.account_id) or Account()
    unit = snapshot.unit or Unit()
    lines = [
        translate("measures.notice_text", "关于关停{account}的公告").format(account=named_account(account, snapshot)),
        "",
        paragraph(_announcement(closure, account, snapshot, closure.notice_on or on)),
        paragraph(_successor(closure)),
        paragraph(translate("measures.notice_text", "感谢社会各界长期以来的关注和支持！")),
        paragraph(translate("measures.notice_text", "特此公告。")),
        "",
        right(unit.full_name),
        right(full_date(closure.notice_on or on)),
    ]
    return "\n".join(lines)


def cancellation_letter(filing: Filing, snapshot: Snapshot, on: date) -> str:
    """Return the draft of the letter (注销申请函) asking a platform to cancel an account nobody can log in to."""
    account = snapshot.account(filing.account_id) or Account()
    unit = snapshot.unit or Unit()
    platform = snapshot.platform(account.platform)
    request = translate(
        "measures.notice_text",
        "{account}{id}由我单位主办。因无法登录，不能在线提出注销申请。{approved}现申请贵平台注销该账号。",
    ).format(
        # The letter says only what the register knows: before the approval was entered nobody has approved.
        approved=translate("measures.notice_text", "经我单位主要领导批准，") if filing.approval.on else "",
        account=named_account(account, snapshot),
        id=id_words(account, snapshot),
    )
    enclosed = translate("measures.notice_text", "附件：统一社会信用代码证书复印件、账号主页截图")
    lines = [
        translate("measures.notice_text", "关于申请注销{account}的函").format(account=named_account(account, snapshot)),
        "",
        translate("measures.notice_text", "{platform}平台：").format(platform=platform.name),
        paragraph(request),
        paragraph(translate("measures.notice_text", "请予支持，并将办理结果函告我单位。")),
        "",
        paragraph(enclosed),
        paragraph(contact_words(filing.preparer_name, filing.preparer_phone)),
        "",
        right(unit_name(unit)),
        right(full_date(on)),
    ]
    return "\n".join(lines)


def id_words(account: Account, snapshot: Snapshot) -> str:
    """Return an account's ID in brackets, as it stands behind its name; nothing when it is not known."""
    if not account.platform_id:
        return ""
    return translate("measures.notice_text", "（{label}：{id}）").format(
        label=snapshot.platform(account.platform).id_label, id=account.platform_id
    )


def contact_words(name: str, phone: str) -> str:
    """Return whom to ask; what the register does not know is left to be filled in, not blank."""
    return translate("measures.notice_text", "联系人：{name}，电话：{phone}").format(
        name=name or translate("measures.notice_text", "（填写姓名）"),
        phone=phone or translate("measures.notice_text", "（填写电话）"),
    )


def unit_name(unit: Unit) -> str:
    """Return who signs a letter."""
    return unit.full_name or translate("measures.notice_text", "（填写单位名称）")


def _announcement(closure: Closure, account: Account, snapshot: Snapshot, day: date) -> str:
    called = named_account(account, snapshot) + id_words(account, snapshot)
    return translate(
        "measures.notice_text",
        "{reason}，经研究决定，我单位主办的{account}自{day}起停止更新，并按平台规定办理注销。账号注销后，原有内容将无法继续浏览。",
    ).format(reason=_reason(closure.reason), account=called, day=full_date(closure.stopped_on or day))


def _reason(reason: ClosureReason) -> str:
    texts = {
        ClosureReason.ORDERED: translate("measures.notice_text", "根据政务新媒体规范管理有关要求"),
        ClosureReason.REORGANISED: translate("measures.notice_text", "因机构职能调整"),
        ClosureReason.MERGED: translate("measures.notice_text", "为整合功能相近的政务新媒体，集中做好信息发布和服务"),
        ClosureReason.UNMAINTAINED: translate("measures.notice_text", "因工作力量调整，为集中做好信息发布和服务"),
        ClosureReason.LITTLE_ATTENTION: translate(
            "measures.notice_text", "为优化政务新媒体布局，集中做好信息发布和服务"
        ),
        ClosureReason.OTHER: translate("measures.notice_text", "因工作需要"),
    }
    return texts[reason]


def _successor(closure: Closure) -> str:
    if not closure.successor:
        return translate("measures.notice_text", "今后，有关信息和服务请通过政府网站获取。")
    return translate("measures.notice_text", "今后，有关信息将在{successor}发布，敬请关注。").format(
        successor=closure.successor if "“" in closure.successor else quoted(closure.successor)
    )


def paragraph(text: str) -> str:
    """Return a paragraph of a letter, its first line two characters in."""
    return f"\u3000\u3000{text}"


def right(text: str) -> str:
    """Set a line of the closing to the right of a page of 28 characters, four free behind it (GB/T 9704)."""
    return "\u3000" * max(24 - len(text), 0) + text
