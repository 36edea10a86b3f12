"""Make a district's register: 500 units' worth of accounts, filings, items, messages, attachments and journal entries.

    python -m benchmarks.district_register FOLDER [--share 0.1]

``--share`` makes a smaller one for trying things out. Records and journal go through the program's own writer; only the
time is made up. Attachments are random bytes, because scans do not compress.
"""

import argparse
import os
import secrets
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pmedia_desktop.model.account import Account
from pmedia_desktop.model.attachment import AttachmentKind, SubjectKind
from pmedia_desktop.model.filing import Filing, FilingKind, FilingState
from pmedia_desktop.model.journal import Action, Actor
from pmedia_desktop.model.message import Message, MessageKind
from pmedia_desktop.model.publication import Placement, Publication, PublicationState
from pmedia_desktop.model.unit import Person, Role, Unit
from pmedia_desktop.register.chain import CHANGE_COLUMNS, ENTRY_COLUMNS, digest_of, hash_of
from pmedia_desktop.register.json_values import to_json
from pmedia_desktop.register.opening import REGISTER_NAME, open_register
from pmedia_desktop.register.store import Register

ACCOUNTS, ENTRIES, ATTACHMENTS, ATTACHMENT_BYTES = 2_000, 300_000, 4_000, 512 * 1024
PEOPLE, FILINGS, ITEMS, MESSAGES = 1_000, 4_000, 20_000, 5_000
ACTOR = Actor("李𬱖", "pc-seat-7")
#: One filing of so many is still under way, one item still being written, one message without an answer.
_OPEN_OF = 20
#: Items and messages come in over so many days up to the present one.
_DAYS = 730
_TODAY = datetime.now(UTC).astimezone().date()
_TEXT = "政务新媒体发布的一条信息，说的是本单位近期的工作安排、办事指南和便民服务。" * 12
_START = datetime(2016, 1, 4, 1, 0, tzinfo=UTC)
_PLATFORMS = ("wechat_official", "weibo", "douyin", "kuaishou", "wechat_channels")


class _Clock:
    """Goes on a quarter of an hour at each look, so that the journal spans years."""

    def __init__(self) -> None:
        self.now = _START

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=15)
        return self.now


def make_district(folder: Path, share: float = 1.0) -> Register:
    """Fill a new register in ``folder``; a larger share takes minutes."""
    register = open_register(folder, create=True, actor=ACTOR, clock=_Clock())
    people = _people(register, round(PEOPLE * share))
    accounts = _accounts(register, round(ACCOUNTS * share), people)
    _filings(register, round(FILINGS * share), accounts)
    _items(register, round(ITEMS * share), accounts)
    _messages(register, round(MESSAGES * share), accounts, people)
    _attachments(register, round(ATTACHMENTS * share), accounts)
    _entries(register, round(ENTRIES * share))
    return register


def _people(register: Register, count: int) -> list[Person]:
    with register.write(ACTOR, Action.IMPORTED) as writer:
        people = [
            writer.save(Person(name=f"李{number:04}", post="科员", office_phone=f"028-3760{number:04}"))
            for number in range(max(count, 2))
        ]
        writer.save(
            Unit(
                full_name="眉山市彭山区人民政府办公室",
                seal_text="眉山市彭山区人民政府办公室",
                principal_id=people[0].id,
                clerk_id=people[1].id,
            )
        )
        people[1] = writer.save(replace(people[1], roles=(Role.CLERK, Role.HOLDER)))
    return people


def _accounts(register: Register, count: int, people: list[Person]) -> list[Account]:
    accounts = []
    for start in range(0, count, 100):
        with register.write(ACTOR, Action.IMPORTED) as writer:
            accounts += [
                writer.save(
                    Account(
                        platform=_PLATFORMS[number % len(_PLATFORMS)],
                        name=f"彭山第{number // 4:03}单位发布{number % 4}",
                        platform_id=f"73{number:08}",
                        subject=f"第{number // 4:03}单位",
                        opened_on=date(2016, 1, 4) + timedelta(days=number),
                        holder_id=people[number % len(people)].id,
                    )
                )
                for number in range(start, min(start + 100, count))
            ]
    return accounts


def _filings(register: Register, count: int, accounts: list[Account]) -> None:
    for start in range(0, count, 100):
        with register.write(ACTOR, Action.FILING_STARTED) as writer:
            for number in range(start, min(start + 100, count)):
                account = accounts[number % len(accounts)]
                filing = Filing(kind=FilingKind.CHANGE, account_id=account.id, event_on=account.opened_on)
                if number % _OPEN_OF and account.opened_on:  # most have been filed long ago
                    on = account.opened_on + timedelta(days=5)
                    filing = replace(filing, state=FilingState.FILED, submitted_on=on, filled_on=on)
                writer.save(filing)


def _day(number: int, count: int) -> date:
    """Return the day of one of ``count`` records that are spread evenly, the last one today."""
    return _TODAY - timedelta(days=_DAYS * (count - 1 - number) // count)


def _items(register: Register, count: int, accounts: list[Account]) -> None:
    for start in range(0, count, 500):
        with register.write(ACTOR, Action.IMPORTED) as writer:
            for number in range(start, min(start + 500, count)):
                is_open, day = number % _OPEN_OF == 0, _day(number, count)
                place = Placement(account_id=accounts[number % len(accounts)].id, published_on=None if is_open else day)
                state = PublicationState.DRAFT if is_open else PublicationState.PUBLISHED
                writer.save(
                    Publication(title=f"第{number}条信息", text=_TEXT, state=state, drafted_on=day, placements=(place,))
                )


def _messages(register: Register, count: int, accounts: list[Account], people: list[Person]) -> None:
    kinds = tuple(MessageKind)
    for start in range(0, count, 500):
        with register.write(ACTOR, Action.IMPORTED) as writer:
            for number in range(start, min(start + 500, count)):
                day = _day(number, count)
                message = Message(
                    account_id=accounts[number % len(accounts)].id,
                    kind=kinds[number % len(kinds)],
                    received_on=day,
                    nickname=f"网友{number}",
                    text=f"请问第{number}号路灯什么时候修好？",
                    handler_id=people[number % len(people)].id,
                )
                if number % _OPEN_OF:
                    message = replace(message, reply="已经修好。", replied_on=min(day + timedelta(days=2), _TODAY))
                writer.save(message)


def _attachments(register: Register, count: int, accounts: list[Account]) -> None:
    for start in range(0, count, 100):
        with register.write(ACTOR, Action.ATTACHMENT_ADDED) as writer:
            for number in range(start, min(start + 100, count)):
                account, content = accounts[number % len(accounts)], os.urandom(ATTACHMENT_BYTES)
                writer.attach(SubjectKind.ACCOUNT, account.id, AttachmentKind.OTHER, f"扫描件{number}.png", content)


def _entries(register: Register, count: int) -> None:
    """Write the bulk of the journal as the chain would, in one transaction and without the writer's bookkeeping."""
    with closing(sqlite3.connect(register.path)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        number, previous = connection.execute(
            "SELECT number, hash FROM journal_entry ORDER BY number DESC LIMIT 1"
        ).fetchone()
        for _ in range(count):
            number += 1
            previous = _append(connection, number, previous, to_json(register.clock()))
        connection.commit()


def _append(connection: sqlite3.Connection, number: int, previous: str, at: object) -> str:
    texts = (f"彭山第{number % 500:03}单位发布", ACTOR.name, ACTOR.os_user, str(number), str(number + 1))
    salts = [secrets.token_bytes(16) for _ in texts]
    title, actor, os_user, before, after = map(digest_of, salts, texts)
    subject = number % 1_000 + 1
    entry = (number, at, "account_changed", "account", subject, title, actor, os_user, 0, None, previous)
    change = (0, "account", subject, title, "followers", before, after)
    digest = hash_of(entry, [change])
    columns = ", ".join((*ENTRY_COLUMNS, "hash"))
    connection.execute(f"INSERT INTO journal_entry ({columns}) VALUES ({', '.join('?' * 12)})", (*entry, digest))  # noqa: S608
    columns = ", ".join(("entry_number", *CHANGE_COLUMNS))
    connection.execute(f"INSERT INTO journal_change ({columns}) VALUES ({', '.join('?' * 8)})", (number, *change))  # noqa: S608
    values = zip((title, actor, os_user, before, after), salts, texts, strict=True)
    connection.executemany("INSERT INTO journal_value (digest, salt, value) VALUES (?, ?, ?)", values)
    return digest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--share", type=float, default=1.0)
    options = parser.parse_args()
    register = make_district(options.folder, options.share)
    megabytes = (options.folder / REGISTER_NAME).stat().st_size // 2**20
    register.close()
    print(f"{options.folder / REGISTER_NAME}: {megabytes} MB")


if __name__ == "__main__":
    main()
