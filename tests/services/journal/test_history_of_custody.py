"""What the history says of custody: every kind of record in plain words, and nothing that is only for the program."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.custody import CredentialStatus, CustodyAct, CustodyEvent
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.settings import Settings
from pmedia_desktop.services.journal import history
from pmedia_desktop.services.office import Office, open_office
from tests.register.custody_examples import PROVED, Custody, fill_custody
from tests.register.examples import START, put_filled_register


@pytest.fixture
def guarded(office: Office) -> tuple[Office, Custody]:
    """Fill the office's register with every kind of record that custody has."""
    office.close()
    filled = put_filled_register(office.register.folder)
    opened = open_office(office.register.folder, on=office.today())
    return opened, fill_custody(opened.register, filled)


def told(office: Office) -> str:
    lines = history.read_history(office, limit=500)
    return "\n".join("\n".join((line.what, line.subject.title, *line.details)) for line in lines)


def spelled(moment: datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日{moment:%H:%M}"


def test_no_code_key_or_instant_is_shown(guarded: tuple[Office, Custody]) -> None:
    office, _ = guarded
    lines = history.read_history(office, limit=8)  # those of custody
    text = "\n".join(detail for line in lines for detail in line.details)
    assert re.findall(r"[a-z_]{3,}|\d{4}-\d\d", text.replace("slz@example.cn", "").replace("pengshan", "")) == [
        "pdf"  # the attached sheet
    ]


@pytest.mark.parametrize(
    "line",
    [
        "类别：登录密码",
        "保管人：李𬱖",
        "保管人（B岗）：周𬭎",
        "状态：“尚未存入”改为“在用”",
        "密码版本：第1版 {at} 李𬱖 强",
        "借用人：周𬭎",
        "应还时间：{due}",
        "更换原因：B岗已撤换",
        "保管记录：借出",
        "事由：值班发布",
        "监交人：王䶮",
        "开锁口令设置时间：{at}",
        "密封件状态：已打印，待核对",
        "暂由其保管：李𬱖",
        "最迟打印日期：2026年11月30日",
        "设备类别：电脑",
        "移交人：李𬱖",
        "交接项目：彭山示例镇发布的登录密码",
        "交接状态：“准备中”改为“办理中”",
        "盘点项目：彭山示例镇发布 微博 登录密码 pengshan 李𬱖 周𬭎 2026年11月23日 李𬱖",
        "导出时间：{at}",
    ],
)
def test_it_is_told_in_plain_words(guarded: tuple[Office, Custody], line: str) -> None:
    at, due = (spelled(moment.astimezone()) for moment in (START, START + timedelta(hours=4)))
    assert line.format(at=at, due=due) in told(guarded[0]).splitlines()


def test_the_boxes_of_a_hand_over_are_told_by_their_names(guarded: tuple[Office, Custody]) -> None:
    assert (
        "交接事项：彭山示例镇发布的登录密码 接收人取得扫码登录权限 2026年11月24日、"
        "彭山示例镇发布的登录密码 更换或移交绑定手机卡 2026年12月1日"
    ) in told(guarded[0])


def test_a_credential_has_its_own_history(guarded: tuple[Office, Custody]) -> None:
    office, custody = guarded
    with office.register.write(PROVED, Action.CUSTODY_SAVED) as writer:
        writer.save(replace(custody.credential, status=CredentialStatus.RETIRED))
        writer.append(CustodyEvent(credential_id=custody.credential.id, act=CustodyAct.REVOKED, at=START))

    newest = history.read_history(office, Subject(SubjectKind.CREDENTIAL, custody.credential.id))[0]

    assert newest.subject.title == "彭山示例镇发布"
    assert newest.details == ("状态：“在用”改为“已停用”", "保管记录：停用")


def test_lists_in_the_settings_are_told_in_words(guarded: tuple[Office, Custody]) -> None:
    office, _ = guarded
    settings = replace(settings_of(office), certification_warning_days=(60, 30))
    with office.register.write(PROVED, Action.SETTINGS_SAVED) as writer:
        writer.save(settings)
    (line,) = history.read_history(office, limit=1)[0].details
    assert line == "认证到期提前提醒：“90、30、7”改为“60、30”"
    assert "变更项目的办理方式：账号管理员 " in told(office)


def settings_of(office: Office) -> Settings:
    with office.register.read() as reader:
        return reader.settings()
