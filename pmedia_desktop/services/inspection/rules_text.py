"""The text of the unit's own rules (管理制度, Article 13), drafted from what the register knows.

In the program's own words; what the register does not know stands in （） to be filled in. A draft for the unit to
edit, not a model text of any authority.
"""

from collections.abc import Callable, Iterator

from pmedia_desktop.measures.subjects import account_title
from pmedia_desktop.measures.wording import article, listed
from pmedia_desktop.model.message import MessageKind
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person, Unit
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

_CONTEXT = "services.inspection.rules_text"


def rules_paragraphs(known: Snapshot) -> Iterator[str]:
    """Yield the rules' articles, numbered, one paragraph each."""
    parts: tuple[Callable[[Snapshot], str], ...] = (
        _purpose,
        _accounts,
        _responsible,
        _filing,
        _review,
        _content,
        _updates,
        _replies,
        _custody,
        _devices,
        _inspection,
        _incidents,
        _liability,
    )
    for number, part in enumerate(parts, 1):
        yield _numbered(number, part(known))
    yield _numbered(
        len(parts) + 1,
        translate(_CONTEXT, "本制度由{office}负责解释，自印发之日起施行。").format(office=_department(known)),
    )


def _numbered(number: int, text: str) -> str:
    return translate(_CONTEXT, "{article}　{text}").format(article=article(number), text=text)


def _unit(known: Snapshot) -> Unit:
    return known.unit or Unit()


def _purpose(known: Snapshot) -> str:
    return translate(
        _CONTEXT,
        "为规范{unit}政务新媒体的开设、运行和安全管理，落实《眉山市彭山区政务新媒体管理办法》第十三条的要求，结合本单位实际，制定本制度。",
    ).format(unit=_unit(known).full_name)


def _accounts(known: Snapshot) -> str:
    titles = [account_title(account, known) for account in known.accounts if account.state.is_open]
    return translate(
        _CONTEXT, "本制度适用于本单位开设的下列政务新媒体：{accounts}；以后经批准开设的，同样适用。"
    ).format(accounts=listed(titles) or translate(_CONTEXT, "（账号名称和平台）"))


def _responsible(known: Snapshot) -> str:
    unit = _unit(known)
    holders = [known.person(account.holder_id) for account in known.accounts if account.state.is_open]
    names = dict.fromkeys(holder.name for holder in holders if holder is not None)
    return translate(
        _CONTEXT,
        "单位主要负责人（{principal}）是政务新媒体的第一责任人，分管负责人（{deputy}）负责日常管理，"
        "账号管理员（{holders}）负责账号的登录、发布和密码保管。人员变动的，当日明确接替人员并办理交接。",
    ).format(
        principal=_presented(known.person(unit.principal_id)),
        deputy=_presented(known.person(unit.deputy_in_charge_id)),
        holders=listed(names) or translate(_CONTEXT, "姓名"),
    )


def _filing(known: Snapshot) -> str:
    settings = known.settings
    opening, change = (
        translate(_CONTEXT, "{days}个工作日").format(days=days)
        for days in (settings.opening_days, settings.change_days)
    )
    terms = (
        opening
        if opening == change
        else translate(_CONTEXT, "{opening}（开设）、{change}（变更）").format(opening=opening, change=change)
    )
    return translate(
        _CONTEXT,
        "账号的开设、变更，先经主要负责人审核、批准，在{terms}内报区政府办备案；"
        "关停的，经批准、公告后及时在平台上注销，在{closure}个工作日内报备案。同一平台原则上只开设一个账号，"
        "没有上级明确要求的，不建立微信公众号。",
    ).format(terms=terms, closure=settings.closure_days)


def _review(known: Snapshot) -> str:
    steps = [step.title for step in known.settings.review_steps]
    drafting = translate(_CONTEXT, "拟稿")
    reviewers = dict.fromkeys(
        _presented(known.person(person_id)) for account in known.accounts for person_id in account.reviewer_ids
    )
    who = (
        translate(_CONTEXT, "审核人员为{people}。").format(people=listed(reviewers))
        if reviewers
        else translate(_CONTEXT, "审核人员为（姓名、职务）。")
    )
    return translate(
        _CONTEXT, "信息发布实行先审后发，依次经过{steps}，每一步写明意见、姓名和时间，未经审核的不得发布。{who}"
    ).format(steps=listed((drafting, *(step for step in steps if step != drafting))), who=who)


def _content(_known: Snapshot) -> str:
    return translate(
        _CONTEXT,
        "原创信息限于本单位职权范围，不得擅自发布涉及区领导和全区性的政务信息；转载的注明出处，来源不明的不转载，"
        "不改变原意；发布前对身份证号、手机号等个人信息作遮盖处理，并进行保密审查；不得发布商业广告，不得以负面信息、"
        "敏感话题吸引粉丝。",
    )


def _updates(known: Snapshot) -> str:
    return translate(
        _CONTEXT,
        "每个账号至少每{days}天更新一次，{warning}天没有更新的由账号管理员及时安排；长假前的最后一个工作日检查一遍。"
        "等待注销的账号，在平台冻结之前照常更新。",
    ).format(days=known.settings.update_days, warning=known.settings.update_warning_days)


def _replies(known: Snapshot) -> str:
    settings = known.settings
    terms = (
        (MessageKind.INQUIRY, settings.inquiry_days),
        (MessageKind.HELP, settings.help_days),
        (MessageKind.SUGGESTION, settings.suggestion_days),
        (MessageKind.COMPLAINT, settings.complaint_days),
        (MessageKind.REPORT, settings.report_days),
    )
    written = listed(translate(_CONTEXT, "{kind}{days}个").format(kind=word(kind), days=days) for kind, days in terms)
    return translate(
        _CONTEXT,
        "对网民反映的职责范围内的问题，按下列工作日答复：{terms}，情况复杂的不超过{complex}个并先说明原因；"
        "不属于本单位职责的，{transfer}个工作日内转交并告知。答复经审核后发布，登记答复台账。",
    ).format(terms=written, complex=settings.complex_days, transfer=settings.transfer_days)


def _custody(known: Snapshot) -> str:
    return translate(
        _CONTEXT,
        "每个账号的密码由一名账号管理员专人保管，不得告诉他人，不得写在纸上或存在文档里；密码至少每{days}天更换一次，"
        "保管人变动、借用归还或者疑似泄露的立即更换。移交时填写交接单，由监交人监督，当场更换密码、绑定手机和平台管理员。",
    ).format(days=known.settings.password_change_days)


def _devices(known: Snapshot) -> str:
    devices = listed(terminal.name for terminal in known.terminals if terminal.is_in_use)
    named = translate(_CONTEXT, "（{devices}）").format(devices=devices) if devices else ""
    return translate(
        _CONTEXT, "账号只在单位登记的办公设备{devices}上登录，不得在网吧等公共场所或者没有安全保障的设备上登录。"
    ).format(devices=named)


def _inspection(known: Snapshot) -> str:
    settings = known.settings
    return translate(
        _CONTEXT,
        "每季度最后一个月{day}日前自查一次，逐个账号检查并填写自查表；发现的问题明确责任人，一般在{days}个工作日内整改，"
        "登记整改台账。上级约谈、警告、通报或者责令整改的，按期整改并书面报告。",
    ).format(day=settings.inspection_day, days=settings.mending_days)


def _incidents(known: Snapshot) -> str:
    return translate(
        _CONTEXT,
        "发现账号被盗用、信息泄露、发布错误或者引发舆情的，立即删除或者更正、更换密码，保存证据，"
        "并向分管负责人、主要负责人和{authority}报告，登记发现时间、处置措施和结果。",
    ).format(authority=_unit(known).filing_authority)


def _liability(_known: Snapshot) -> str:
    return translate(
        _CONTEXT, "违反本制度造成不良后果的，按照“谁开设、谁负责，谁主管、谁负责，谁发布、谁负责”的原则追究责任。"
    )


def _department(known: Snapshot) -> str:
    clerk = known.person(_unit(known).clerk_id)
    return (clerk.department if clerk else "") or translate(_CONTEXT, "（部门）")


def _presented(person: Person | None) -> str:
    if person is None:
        return translate(_CONTEXT, "姓名、职务")
    return translate(_CONTEXT, "，").join(part for part in (person.name, person.post) if part)
