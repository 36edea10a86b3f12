"""``pmedia-desktop custody envelope …``: the sealed envelope printed, typed back, put off, opened, replaced."""

import argparse
import re

from pmedia_desktop.cli.custody import desk_for, read_passphrase
from pmedia_desktop.cli.named import person_named
from pmedia_desktop.cli.secret_input import read_line
from pmedia_desktop.cli.shared import DONE, say, write
from pmedia_desktop.errors import InputError
from pmedia_desktop.texts import translate

_CONTEXT = "cli.envelopes"
_GROUPS = 62
_END_OF_FILE = "-----END AGE ENCRYPTED FILE-----"


def print_envelope(options: argparse.Namespace) -> int:
    """Write cover and sheet as a PDF; the passphrase comes in on standard input, the six words go out, once."""
    from pmedia_desktop.services.custody import envelopes, keys
    from pmedia_desktop.services.files import check_writable

    check_writable(options.out)
    with desk_for(options) as desk:
        standing = envelopes.standing(desk.office)
        named = options.acting or standing.keeper
        if not named:
            raise InputError(
                translate(_CONTEXT, "现在没有待打印的备用钥匙，"),
                translate(_CONTEXT, "还没有保管人的，请先用 custody enroll 设置开锁口令。"),
            )
        keys.unlock(desk.office, desk.vault, person_named(desk.office, named).id, read_passphrase())
        printed = envelopes.print_envelope(desk.office, desk.vault, place=options.place).value
    write(options.out, printed.pdf)
    numbers = translate(_CONTEXT, "、").join(str(number) for number in printed.groups_to_type)
    sentence = translate(
        _CONTEXT,
        "已写入 {path}。请单位领导把六个词亲笔写在第2页上；再用 custody envelope confirm 录入纸上第{numbers}组核对。",
    ).format(path=options.out, numbers=numbers)
    say(
        options,
        "\n".join((printed.words.typed.reveal(), printed.words.chinese.reveal(), sentence)),
        {
            "file": str(options.out),
            "number": printed.key.id,
            "words": printed.words.typed.reveal(),
            "chinese": printed.words.chinese.reveal(),
            "groups_to_type": list(printed.groups_to_type),
            "fingerprint": " ".join(printed.fingerprint),
        },
    )
    return DONE


def confirm_envelope(options: argparse.Namespace) -> int:
    """Compare groups typed from the sheet; from then on the key is on paper only."""
    from pmedia_desktop.services.custody import envelopes

    typed = dict(_group(text) for text in options.group)
    with desk_for(options) as desk:
        key = envelopes.confirm_envelope(desk.office, desk.vault, typed, place=options.place).value
    say(
        options,
        translate(_CONTEXT, "核对无误，备用钥匙现在只在纸上；请封好第{number}号密封件，签字、盖章、入柜。").format(
            number=key.id
        ),
        {"number": key.id, "state": key.state.value},
    )
    return DONE


def postpone_envelope(options: argparse.Namespace) -> int:
    """Put the print off, at most for a week from the making of the key."""
    from pmedia_desktop.services.custody import envelopes

    with desk_for(options) as desk:
        key = envelopes.postpone_envelope(desk.office, options.until).value
    until = key.postponed_until.isoformat() if key.postponed_until else ""
    say(
        options,
        translate(_CONTEXT, "密封件推迟到{until}前打印。").format(until=until),
        {"number": key.id, "until": until},
    )
    return DONE


def renew_envelope(options: argparse.Namespace) -> int:
    """Replace an envelope that is lost or was found open; the holder's passphrase comes in on standard input."""
    from pmedia_desktop.services.custody import envelopes, keys

    with desk_for(options) as desk:
        person = person_named(desk.office, options.acting)
        keys.unlock(desk.office, desk.vault, person.id, read_passphrase())
        key = envelopes.renew_envelope(desk.office, desk.vault, options.reason).value
    say(
        options,
        translate(_CONTEXT, "已生成新的备用钥匙，请立即打印第{number}号密封件，并更换有关密码。").format(number=key.id),
        {"number": key.id},
    )
    return DONE


def open_envelope(options: argparse.Namespace) -> int:
    """Open the envelope for a new holder.

    Standard input: the six words on the first line, then the groups (unless ``--sheet`` names a picture, scan or text
    file), then the new holder's passphrase if they have no key yet or ``--new-passphrase`` is given.
    """
    from pmedia_desktop.services.custody import envelope_opening
    from pmedia_desktop.services.custody.envelope_opening import Opening
    from pmedia_desktop.services.custody.qr_codes import sheet_in_file
    from pmedia_desktop.services.office import snapshot

    with desk_for(options) as desk:
        taker = person_named(desk.office, options.to)
        outgoing = person_named(desk.office, options.outgoing).id if options.outgoing else None
        words = read_line(translate(_CONTEXT, "六个词："))
        sheet = sheet_in_file(options.sheet) if options.sheet else _read_groups()
        needs_passphrase = options.new_passphrase or snapshot(desk.office).key_of(taker.id) is None
        opening = Opening(
            sheet=sheet,
            words=words,
            to_id=taker.id,
            reason=options.reason,
            opened_by=options.by,
            opened_with=options.present,
            from_id=outgoing,
            passphrase=read_passphrase() if needs_passphrase else None,
            number=options.number,
        )
        found = envelope_opening.open_envelope(desk.office, desk.vault, opening).value
    say(
        options,
        translate(_CONTEXT, "已启封，{count}项交由{name}保管；请今天更换全部密码，并打印第{number}号密封件。").format(
            count=len(found.credentials), name=taker.name, number=found.renewed.id
        ),
        {
            "opened": found.opened.id,
            "renewed": found.renewed.id,
            "to": taker.name,
            "credentials": [one.id for one in found.credentials],
        },
    )
    return DONE


def _read_groups() -> str:
    """Read the groups from standard input, on one line or several, or the QR code's text."""
    prompt = translate(_CONTEXT, "字母组：")
    lines: list[str] = []
    while True:
        lines.append(read_line(prompt).reveal())
        text = "\n".join(lines)
        is_file = lines[0].startswith("-----BEGIN")
        if is_file and _END_OF_FILE in text:
            return text
        if not is_file and len(re.findall(r"[^\W_]", text)) >= _GROUPS * 6:
            return text


def _group(text: str) -> tuple[int, str]:
    number, equals, letters = text.partition("=")
    if not equals or not (number.isascii() and number.isdecimal()):
        raise InputError(
            translate(_CONTEXT, "“{text}”写法不对，").format(text=text),
            translate(_CONTEXT, "请写成 --group 7=K3QD9F 的样子：组号，等号，六位字母数字。"),
        )
    return int(number), letters
