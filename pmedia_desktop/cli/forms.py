"""Commands about forms: which there are, their fields, filling one, and setting up an office's own."""

import argparse
from typing import TYPE_CHECKING

from pmedia_desktop.cli.shared import DONE, print_json, register_folder, say, wants_json, write
from pmedia_desktop.errors import InputError
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.services.paper.forms import Measured

_CONTEXT = "cli.forms"
_WORD = ".docx"
RECOGNISE = "recognise-form"


def list_all(options: argparse.Namespace) -> int:
    """Print the forms that there are."""
    from pmedia_desktop.services.paper.forms import forms_in

    print_json(
        [
            {"name": form.name, "title": form.title, "version": form.version, "kinds": list(form.variants)}
            for form in forms_in(register_folder(options))
        ]
    )
    return DONE


def fields(options: argparse.Namespace) -> int:
    """Print a form's fields as `{name, label, kind, required_for}`."""
    from pmedia_desktop.services.paper.forms import form_in

    print_json(
        [
            {
                "name": field.name,
                "label": field.label,
                "kind": field.kind.value,
                "required_for": list(field.required_for),
            }
            for field in form_in(register_folder(options), options.form).fields
        ]
    )
    return DONE


def fill(options: argparse.Namespace) -> int:
    """Fill a form from a JSON object of its field names, into a PDF or, by the file's ending, into a Word file."""
    from pmedia_desktop.services.files import read_json_object
    from pmedia_desktop.services.paper.forms import any_form_as_word, fill_any_form

    folder, values = register_folder(options), read_json_object(options.values)
    if options.out.suffix.lower() == _WORD:
        write(options.out, any_form_as_word(folder, options.form, values, options.kind))
        say(options, translate(_CONTEXT, "已写入 {path}。").format(path=options.out), {"file": str(options.out)})
        return DONE
    filled = fill_any_form(folder, options.form, values, options.kind, _measured(options))
    write(options.out, filled.pdf)
    say(
        options,
        translate(_CONTEXT, "已写入 {path}，共{pages}页。").format(path=options.out, pages=filled.pages),
        {"file": str(options.out), "pages": filled.pages, "sha256": filled.sha256, "continued": list(filled.continued)},
    )
    return DONE


def _measured(options: argparse.Namespace) -> "Measured | None":
    """Return what a ruler showed on the calibration page, when the values are to stand alone."""
    from pmedia_desktop.services.paper.forms import Measured

    if options.measured is None:
        return Measured() if options.values_only else None
    try:
        across, down, left, bottom = (float(number) for number in options.measured.split(","))
    except ValueError as problem:
        raise InputError(
            translate(_CONTEXT, "--measured 要写四个毫米数，"),
            translate(_CONTEXT, "依次是横尺长、竖尺长、横尺起点到纸左边、竖尺起点到纸下边，如 100,100,55,95。"),
        ) from problem
    return Measured(across, down, left, bottom)


def make(options: argparse.Namespace) -> int:
    """Open an office's form, propose its fields, and save it among the unit's forms."""
    from dataclasses import replace

    from pmedia_desktop.model.filing import FilingKind
    from pmedia_desktop.progress import Silent
    from pmedia_desktop.services.paper.form_workshop import OWN, describe, open_office_form, save

    draft = open_office_form(options.file, Silent())
    if options.title:
        draft = replace(draft, title=options.title)
    kinds = tuple(FilingKind(kind) for kind in options.use_for)
    saved = save(register_folder(options), draft, for_filings=kinds, replacing=options.replace)
    places = describe(draft)
    own = [str(place["field"]) for place in places if str(place["source"]).startswith(OWN)]
    known = sum(bool(place["source"]) for place in places) - len(own)
    facts = {"forms": [form.name for form in saved], "version": saved[0].version, "places": places}
    if wants_json(options):
        print_json(facts)
        return DONE
    sentence = translate(
        _CONTEXT, "已存为表样 {names}：{known}处认出了要填什么，{rest}处没有；请在窗口的“表样工坊”里核对。"
    )
    names = "、".join(form.name for form in saved)
    words = sentence.format(names=names, known=known, rest=len(places) - known)
    if own:
        unknown = translate(_CONTEXT, "其中登记册里没有、要自己填写的：{fields}。")
        words += unknown.format(fields="、".join(dict.fromkeys(own)))
    say(options, words, facts)
    return DONE


def recognise(_options: argparse.Namespace) -> int:
    """Be the process that finds the cells of an office's form for the program."""
    from pmedia_desktop.paper.recognition.apart import run

    return run()


def filing_word(options: argparse.Namespace) -> int:
    """Write a filing's form as a Word file."""
    from pmedia_desktop.cli.shared import open_for
    from pmedia_desktop.services.paper.filing_papers import filing_as_word

    with open_for(options) as office:
        content = filing_as_word(office, options.id)
    write(options.out, content)
    say(options, translate(_CONTEXT, "已写入 {path}。").format(path=options.out), {"file": str(options.out)})
    return DONE
