"""Items that were published already, from a platform's own list or the unit's table of information."""

import unicodedata
from collections.abc import Hashable, Iterable
from dataclasses import replace
from datetime import date

from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.cell_values import folded, is_nothing
from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.model.publication import Origin, Placement, Publication, PublicationState
from pmedia_desktop.services.importing.ledger_draft import LedgerDraft, day, text, time_of_day
from pmedia_desktop.services.importing.sources import SourceRow
from pmedia_desktop.services.importing.vocabulary import code_of
from pmedia_desktop.services.publishing.items import LONGEST_TITLE, checked_item, refuse_future
from pmedia_desktop.texts import translate

_CONTEXT = "services.importing.publication_draft"
_CUT = "…"


class PublicationDraft(LedgerDraft[Publication]):
    """An item is known by its title and the day on which it was out; a further account becomes a further place.

    A post without a title of its own (微博) is called by its first line, and known by all that it says.
    """

    subject = SubjectKind.PUBLICATION

    def __init__(self, known: Iterable[Publication], today: date) -> None:
        super().__init__(known)
        self._today = today

    def keys(self, record: Publication) -> Iterable[Hashable]:
        """Return title, or the whole post, and day of every place where it is out."""
        is_post = record.after_the_fact and record.text and _title_of(record.text) == record.title
        words = folded(record.text if is_post else record.title)
        return {(words, place.published_on) for place in record.placements if place.published_on}

    def of_row(self, row: SourceRow, account_id: int) -> Publication:
        """Return an item entered after the fact (补录)."""
        published_on = day(row.values, "published_on")
        if published_on is None:
            raise InputError(translate(_CONTEXT, "没有写发布日期，"), translate(_CONTEXT, "请补上后再导入。"))
        place = Placement(
            account_id=account_id,
            published_on=published_on,
            published_time=time_of_day(row.values, "published_on"),
            link=text(row.values, "link"),
        )
        refuse_future((place,), self._today)
        source, said = text(row.values, "source"), text(row.values, "title").strip()
        title = _title_of(said)
        return checked_item(
            Publication(
                title=title,
                text=said if len(said.splitlines()) > 1 or title.endswith(_CUT) else "",
                origin=_origin(row, source),
                source=source,
                source_link=text(row.values, "source_link"),
                state=PublicationState.PUBLISHED,
                drafter=text(row.values, "drafter"),
                placements=(place,),
                after_the_fact=True,
                remark=text(row.values, "remark"),
            )
        )

    def merged(self, before: Publication, said: Publication) -> Publication:
        """Add the place, or the link and time that were not known yet."""
        (place,) = said.placements
        there = [one for one in before.placements if one.account_id == place.account_id]
        if not there:
            return replace(before, placements=(*before.placements, place))
        return replace(
            before,
            placements=tuple(
                replace(
                    one,
                    published_on=one.published_on or place.published_on,
                    published_time=one.published_time or place.published_time,
                    link=one.link or place.link,
                )
                if one.account_id == place.account_id
                else one
                for one in before.placements
            ),
        )

    def name_of(self, record: Publication) -> str:
        """Return the title."""
        return record.title


def _title_of(said: str) -> str:
    """Return the first line without what cannot be seen, shortened to what a title may have."""
    first = next(iter(said.strip().splitlines()), "")
    visible = (character for character in first if unicodedata.category(character)[0] != "C")
    title = " ".join("".join(visible).split())
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - len(_CUT)] + _CUT


def _origin(row: SourceRow, source: str) -> Origin:
    if is_nothing(row.values.get("origin")):
        return Origin.REPRINT if source else Origin.ORIGINAL
    return Origin(code_of("origin", text(row.values, "origin")))
