"""What the first page shows before the register is open: the same as the rules say, or nothing."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from pmedia_desktop.model.message import Message
from pmedia_desktop.progress import Silent
from pmedia_desktop.services.accounts import correct_account
from pmedia_desktop.services.message.messages import save_message
from pmedia_desktop.services.office import Office, snapshot
from pmedia_desktop.services.personal_data import erase_due
from pmedia_desktop.services.prepared import PREPARED_NAME, Begun, prepare, read_prepared
from pmedia_desktop.services.rules_said import deadlines_of, findings_of
from pmedia_desktop.services.sample.making import make_sample
from pmedia_desktop.services.settings import read_settings, save_settings
from pmedia_desktop.services.today import today_page
from tests.services.conftest import TODAY, Started

FRIDAY = date(2026, 11, 27)
BEGUN = (Begun("开设新账号", "opening"), Begun("修改账号“甲”", "account", 3, "name"))


def test_every_day_up_to_the_next_working_day_shows_what_the_rules_say_then(office: Office) -> None:
    make_sample(office, with_ledgers=False)
    on_friday = replace(office, fixed_day=FRIDAY)
    prepare(on_friday, BEGUN, Silent())
    for ahead in range(4):
        day = FRIDAY + timedelta(days=ahead)
        view = read_prepared(office.folder, day)
        assert view is not None
        assert view.page == today_page(replace(office, fixed_day=day))
        assert view.page.items
        assert (view.unit, view.theme, view.begun) == ("眉山市彭山区示例镇人民政府", "system", BEGUN)
    assert read_prepared(office.folder, FRIDAY + timedelta(days=4)) is None
    assert read_prepared(office.folder, FRIDAY - timedelta(days=1)) is None


def test_a_change_whoever_made_it_leaves_nothing_prepared(started: Started) -> None:
    prepare(started.office, (), Silent())
    assert read_prepared(started.office.folder, TODAY) is not None
    correct_account(started.office, replace(started.account, name="彭山示例镇政务"))
    assert read_prepared(started.office.folder, TODAY) is None
    prepare(started.office, (), Silent())
    view = read_prepared(started.office.folder, TODAY)
    assert view is not None
    assert any("彭山示例镇政务" in found.message for found in view.page.findings)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"depends_on": null}', "今日".encode("gb18030")])
def test_a_file_that_is_not_whole_is_no_loss(started: Started, content: bytes) -> None:
    (started.office.folder / PREPARED_NAME).write_bytes(content)
    assert read_prepared(started.office.folder, TODAY) is None
    prepare(started.office, (), Silent())
    assert read_prepared(started.office.folder, TODAY) is not None


@pytest.mark.parametrize("shape", [{"days": []}, {"days": {TODAY.isoformat(): "今日"}}, {"view": "今日"}])
def test_a_file_of_another_shape_is_no_loss(started: Started, shape: dict[str, object]) -> None:
    prepare(started.office, (), Silent())
    path = started.office.folder / PREPARED_NAME
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **shape}), "utf-8")
    assert read_prepared(started.office.folder, TODAY) is None
    prepare(started.office, (), Silent())


def test_what_somebody_writes_meanwhile_makes_it_begin_anew(started: Started) -> None:
    class Colleague(Silent):
        def step(self, done: int, total: int, what: str = "") -> None:
            if done == 0:
                correct_account(started.office, replace(started.account, name="彭山示例镇政务"))

    assert prepare(started.office, (), Colleague()) is False
    assert read_prepared(started.office.folder, TODAY) is None
    assert prepare(started.office, (), Silent()) is True
    assert read_prepared(started.office.folder, TODAY) is not None


def test_what_is_prepared_is_not_prepared_again(started: Started) -> None:
    prepare(started.office, (), Silent())
    file = started.office.folder / PREPARED_NAME
    before = file.stat().st_ino
    prepare(started.office, (), Silent())
    assert file.stat().st_ino == before
    prepare(started.office, BEGUN, Silent())
    assert file.stat().st_ino != before


def test_what_was_prepared_goes_with_personal_data_that_is_erased(started: Started) -> None:
    save_message(
        started.office,
        Message(
            account_id=started.account.id,
            received_on=date(2026, 5, 1),
            nickname="向日葵",
            phone="13755556666",
            text="路灯什么时候修",
            no_reply_reason="已电话答复",
        ),
    )
    save_settings(started.office, replace(read_settings(started.office), citizens_kept_months=1))
    prepare(started.office, (), Silent())
    erase_due(started.office)
    assert not (started.office.folder / PREPARED_NAME).exists()


def test_before_the_first_start_there_is_nothing_to_prepare(office: Office) -> None:
    prepare(office, (), Silent())
    assert not (office.folder / PREPARED_NAME).exists()


def test_the_rules_are_asked_once_for_each_state_and_day(started: Started) -> None:
    office = started.office
    known = snapshot(office)
    assert snapshot(office) is known
    assert findings_of(office, known) is findings_of(office, known)
    assert deadlines_of(office, known) is deadlines_of(office, known)
    tomorrow = replace(office, fixed_day=TODAY + timedelta(days=1))
    assert snapshot(tomorrow) is not known
    correct_account(office, replace(started.account, name="彭山示例镇政务"))
    assert snapshot(office).account(started.account.id) == replace(started.account, name="彭山示例镇政务")
    (office.folder / "platforms.toml").write_text(
        '[[platform]]\ncode = "own"\nname = "自有平台"\nnational_name = "其他"\nid_label = "账号ID"\n', "utf-8"
    )
    assert snapshot(office).platform("own").name == "自有平台"
