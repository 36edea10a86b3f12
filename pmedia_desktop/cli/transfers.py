"""``pmedia-desktop custody transfer …``: credentials to another PC in a file, and the receipt that comes back."""

import argparse

from pmedia_desktop.cli.custody import desk_for, read_passphrase
from pmedia_desktop.cli.named import person_named
from pmedia_desktop.cli.secret_input import read_line
from pmedia_desktop.cli.shared import DONE, open_for, say, write
from pmedia_desktop.texts import translate

_CONTEXT = "cli.transfers"


def key(options: argparse.Namespace) -> int:
    """Print a taker's public key alone."""
    from pmedia_desktop.services.custody import transfers

    with open_for(options) as office:
        person = person_named(office, options.person)
        recipient = transfers.public_key(office, person.id)
    say(options, recipient, {"person": person.name, "key": recipient})
    return DONE


def send(options: argparse.Namespace) -> int:
    """Write the file; standard input holds the sender's passphrase, then the one told by voice unless ``--key``."""
    from pmedia_desktop.services.custody import keys, transfers
    from pmedia_desktop.services.files import check_writable

    check_writable(options.out)
    with desk_for(options) as desk:
        person = person_named(desk.office, options.acting)
        keys.unlock(desk.office, desk.vault, person.id, read_passphrase())
        spoken = None if options.key else read_line(translate(_CONTEXT, "电话告知接收人的一次性口令："))
        sent = transfers.send(
            desk.office, desk.vault, options.ids, options.taker, taker_key=options.key, passphrase=spoken
        ).value
    write(options.out, sent.file.encode("ascii"))
    say(
        options,
        translate(_CONTEXT, "已写入 {path}（第{number}次导出）；请今天更换这些密码，收到回执号码后登记。").format(
            path=options.out, number=sent.transfer.id
        ),
        {"transfer": sent.transfer.id, "file": str(options.out)},
    )
    return DONE


def receive(options: argparse.Namespace) -> int:
    """Take a file in; standard input holds the taker's passphrase, then the one told by voice if there is one."""
    from pmedia_desktop.services.custody import keys, receiving
    from pmedia_desktop.services.custody.receiving import read_transfer_file

    file, under_passphrase = read_transfer_file(options.file)
    with desk_for(options) as desk:
        person = person_named(desk.office, options.acting)
        keys.unlock(desk.office, desk.vault, person.id, read_passphrase())
        spoken = read_line(translate(_CONTEXT, "移交人电话告知的一次性口令：")) if under_passphrase else None
        received = receiving.receive(desk.office, desk.vault, file, passphrase=spoken).value
    say(
        options,
        translate(_CONTEXT, "已导入{count}项，回执号码：{receipt}，请告知移交人。").format(
            count=len(received.credentials), receipt=received.receipt
        ),
        {"credentials": [one.id for one in received.credentials], "receipt": received.receipt},
    )
    return DONE


def receipt(options: argparse.Namespace) -> int:
    """Note that the taker has opened the file."""
    from pmedia_desktop.services.custody import transfers

    with desk_for(options) as desk:
        done = transfers.enter_receipt(desk.office, options.id, options.receipt).value
    say(
        options,
        translate(_CONTEXT, "已登记回执：{taker}已收到。").format(taker=done.taker),
        {"transfer": done.id, "taker": done.taker},
    )
    return DONE
