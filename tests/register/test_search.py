from collections.abc import Iterator

import pytest

from pmedia_desktop.model.account import Account, AccountState
from pmedia_desktop.model.account_query import AccountColumn, AccountQuery
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.unit import Person
from pmedia_desktop.register.search_keys import initials
from pmedia_desktop.register.store import Register
from tests.register.examples import ACTOR, new_register


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    with new_register(tmp_path_factory.mktemp("search")) as register:
        with register.write(ACTOR, Action.ACCOUNT_REGISTERED) as writer:
            li = writer.save(Person(name="李𬱖"))
            zhao = writer.save(Person(name="赵乐"))
            for account in (
                Account(name="彭山发布", platform="weibo", platform_id="73000_01", holder_id=li.id, followers=5),
                Account(name="公义微光", platform="douyin", platform_id="DY100%", holder_id=zhao.id, followers=70),
                Account(
                    name="ＡＢＣ服务",
                    platform="weibo",
                    media_code="5114030001000001",
                    state=AccountState.FROZEN,
                    followers=600,
                ),
                Account(name="安居", platform="toutiao", original_id="gh_abc", state=AccountState.CANCELLED),
            ):
                writer.save(account)
        yield register


def found(register: Register, query: AccountQuery) -> list[str]:
    with register.read() as reader:
        return [account.name for account in reader.accounts(reader.search_accounts(query))]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("彭山", ["彭山发布"]),
        ("psfb", ["彭山发布"]),
        ("sf", ["彭山发布"]),
        ("ＰＳＦＢ", ["彭山发布"]),
        ("７３０００", ["彭山发布"]),
        ("abc服", ["ＡＢＣ服务"]),
        ("abcfw", ["ＡＢＣ服务"]),
        ("5114030001000001", ["ＡＢＣ服务"]),
        ("GH_ABC", ["安居"]),
        ("李", ["彭山发布"]),
        ("𬱖", ["彭山发布"]),
        ("zhao", []),
        ("zl", ["公义微光"]),
        ("zy", ["公义微光"]),  # 乐 is read le and yue
        ("发布 李", ["彭山发布"]),
        ("发布 赵", []),
        ("100%", ["公义微光"]),
        ("%", ["公义微光"]),
        ("73000_01", ["彭山发布"]),
        ("73000x01", []),
        ("没有", []),
        ("  ", ["ＡＢＣ服务", "安居", "公义微光", "彭山发布"]),
    ],
)
def test_a_search_finds_names_their_initials_numbers_and_holders(shared: Register, text: str, names: list[str]) -> None:
    assert found(shared, AccountQuery(text=text)) == names


def test_filters_narrow_the_list(shared: Register) -> None:
    assert found(shared, AccountQuery(platforms=("weibo", "toutiao"))) == ["ＡＢＣ服务", "安居", "彭山发布"]
    assert found(shared, AccountQuery(states=(AccountState.FROZEN, AccountState.CANCELLED))) == ["ＡＢＣ服务", "安居"]
    assert found(shared, AccountQuery(holder_id=2)) == ["公义微光"]
    assert found(shared, AccountQuery(text="服务", platforms=("douyin",))) == []


def test_empty_cells_come_last_in_both_directions(shared: Register) -> None:
    rising = found(shared, AccountQuery(order_by=AccountColumn.FOLLOWERS))
    falling = found(shared, AccountQuery(order_by=AccountColumn.FOLLOWERS, descending=True))
    assert rising == ["彭山发布", "公义微光", "ＡＢＣ服务", "安居"]
    assert falling == ["ＡＢＣ服务", "公义微光", "彭山发布", "安居"]


def test_states_are_ordered_as_a_life_goes(shared: Register) -> None:
    names = found(shared, AccountQuery(order_by=AccountColumn.STATE))
    assert names == ["公义微光", "彭山发布", "ＡＢＣ服务", "安居"]


@pytest.mark.parametrize("column", list(AccountColumn))
def test_every_column_orders(shared: Register, column: AccountColumn) -> None:
    assert sorted(found(shared, AccountQuery(order_by=column))) == sorted(
        ["彭山发布", "公义微光", "ＡＢＣ服务", "安居"]
    )


def test_a_renamed_account_is_found_by_its_new_name_only(register: Register) -> None:
    from dataclasses import replace

    with register.write(ACTOR, Action.ACCOUNT_REGISTERED) as writer:
        account = writer.save(Account(name="旧名"))
    with register.write(ACTOR, Action.ACCOUNT_CHANGED) as writer:
        writer.save(replace(account, name="新号"))
    assert found(register, AccountQuery(text="xh")) == ["新号"]
    assert found(register, AccountQuery(text="jm")) == []


def test_recycled_accounts_are_not_found(register: Register) -> None:
    with register.write(ACTOR, Action.RECYCLED) as writer:
        account = writer.save(Account(name="误录"))
        writer.recycle(Subject(SubjectKind.ACCOUNT, account.id))
    assert found(register, AccountQuery(text="误录")) == []


def test_a_name_of_many_readings_keeps_a_bounded_number_of_spellings() -> None:
    spellings = initials("重行乐长都会" * 4)
    assert 1 < len(spellings) <= 64
    assert all(len(spelling) == 24 for spelling in spellings)


def test_characters_without_a_reading_stand_for_themselves() -> None:
    assert initials("\u3021\U0001f600") == ("\u3021\U0001f600",)
    assert initials("") == ("",)
    assert initials("A 1，山") == ("a 1,s",)


def test_a_search_among_many_accounts_is_one_question_to_the_database(shared: Register) -> None:
    """Names, owners and order come out of one statement, however many accounts there are; only numbers come back."""
    from sqlalchemy import Engine, event

    asked: list[str] = []

    def note(*arguments: object) -> None:
        asked.append(str(arguments[2]))

    with shared.read() as reader:
        event.listen(Engine, "before_cursor_execute", note)
        try:
            found = reader.search_accounts(AccountQuery(text="fb", order_by=AccountColumn.HOLDER))
        finally:
            event.remove(Engine, "before_cursor_execute", note)
    assert found
    assert len(asked) == 1
