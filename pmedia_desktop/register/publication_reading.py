"""Reading what is published, what the superior orders, the monthly figures and the unit's lists of words."""

from datetime import date, timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement, CompoundSelect, Select, func, or_, select, union

from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.model.publication import Origin, Placement, Publication, PublicationState, ReviewStep, Verdict
from pmedia_desktop.model.superior_task import MonthlyFigures, SuperiorTask
from pmedia_desktop.model.term_list import TermList
from pmedia_desktop.register.converting import to_record
from pmedia_desktop.register.record_reading import RecordReader, not_recycled
from pmedia_desktop.register.record_shape import FieldKind, shape_of
from pmedia_desktop.register.tables.publication import (
    MonthlyFiguresRow,
    PublicationPlacementRow,
    PublicationRow,
    PublicationStepRow,
    SuperiorTaskRow,
    TermListRow,
)

R = TypeVar("R")

#: How far back the rules look: a year's picture and a month before it.
_RECENT_DAYS = 400

_OPEN = tuple(state for state in PublicationState if state.is_open)
_OUT = tuple(state for state in PublicationState if state.is_out)

#: What ``str.strip`` takes away.
_BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001))))


class PublicationReader(RecordReader):
    """What the register knows of publishing."""

    def publication(self, publication_id: int) -> Publication:
        """Return one item."""
        return to_record(self._row(PublicationRow, publication_id), Publication)

    def publications(self) -> tuple[Publication, ...]:
        """Return all items, oldest first."""
        return self._records(_publications(), Publication)

    def publication_heads(self) -> tuple[Publication, ...]:
        """Return all items as a list of them shows them, oldest first: their texts and gates are left empty."""
        placements = self._by_item(PublicationPlacementRow, Placement)
        steps = self._by_item(PublicationStepRow, ReviewStep)
        shape = shape_of(Publication)
        names = [name for name, kind, _inner in shape if kind is FieldKind.SCALAR and name != "text"]
        heads = _publications().with_only_columns(*(getattr(PublicationRow, name) for name in names))
        return tuple(
            Publication(
                **dict(zip(names, row, strict=True)), placements=placements.get(row.id, ()), steps=steps.get(row.id, ())
            )
            for row in self._session.execute(heads)
        )

    def search_publications(self, text: str) -> frozenset[int]:
        """Return the ids of the items in whose title, source, text or drafter every word of ``text`` stands."""
        item = PublicationRow
        found = select(item.id).where(not_recycled(SubjectKind.PUBLICATION, item.id))
        for word in text.split():
            fields = (item.title, item.source, item.text, item.drafter)
            found = found.where(or_(*(field.contains(word, autoescape=True) for field in fields)))
        return frozenset(self._session.scalars(found))

    def publications_between(self, first: date, last: date) -> tuple[Publication, ...]:
        """Return the items that were published on some account from ``first`` to ``last``, oldest first."""
        placed = select(PublicationPlacementRow.publication_id).where(
            PublicationPlacementRow.published_on.between(first, last)
        )
        return self._records(_publications().where(PublicationRow.id.in_(placed)), Publication)

    def recent_publications(self) -> tuple[Publication, ...]:
        """Return what the rules look at: the last 400 days, what is not out yet, each account's last item."""
        since = self._today() - timedelta(days=_RECENT_DAYS)
        recent = select(PublicationPlacementRow.publication_id).where(PublicationPlacementRow.published_on >= since)
        wanted = or_(
            PublicationRow.state.in_(_OPEN),
            PublicationRow.drafted_on >= since,
            PublicationRow.id.in_(recent),
            _is_last_of_an_account(),
        )
        return self._records(_publications().where(wanted), Publication)

    def current_publications(self, on: date) -> tuple[Publication, ...]:
        """Return what the rules speak of on the day ``on``, and not the years of items that are done, oldest first.

        That is what is not out yet, what lacks a signature, a step, a source or a day, what was out before its review,
        and each account's last item; and the newest of all, by which is seen that the unit keeps records.
        """
        return self._records(_publications().where(PublicationRow.id.in_(_in_question(on, self._today()))), Publication)

    def _by_item(
        self, row_class: type[PublicationPlacementRow | PublicationStepRow], record_type: type[R]
    ) -> dict[int, tuple[R, ...]]:
        """Return what hangs on the items, each one's in its order."""
        names = [name for name, _kind, _inner in shape_of(record_type)]
        columns = (row_class.publication_id, *(getattr(row_class, name) for name in names))
        found: dict[int, list[R]] = {}
        for item_id, *values in self._session.execute(
            select(*columns).order_by(row_class.publication_id, row_class.position)
        ):
            found.setdefault(item_id, []).append(record_type(**dict(zip(names, values, strict=True))))
        return {item_id: tuple(records) for item_id, records in found.items()}

    def superior_task(self, task_id: int) -> SuperiorTask:
        """Return one order from above."""
        return to_record(self._row(SuperiorTaskRow, task_id), SuperiorTask)

    def superior_tasks(self) -> tuple[SuperiorTask, ...]:
        """Return all orders from above, oldest first."""
        statement = (
            select(SuperiorTaskRow)
            .where(not_recycled(SubjectKind.SUPERIOR_TASK, SuperiorTaskRow.id))
            .order_by(SuperiorTaskRow.id)
        )
        return self._records(statement, SuperiorTask)

    def monthly_figures(self, year: int, month: int) -> tuple[MonthlyFigures, ...]:
        """Return what was entered for a month, in the order of entry."""
        statement = select(MonthlyFiguresRow).where(MonthlyFiguresRow.year == year, MonthlyFiguresRow.month == month)
        return self._records(statement.order_by(MonthlyFiguresRow.id), MonthlyFigures)

    def term_lists(self) -> tuple[TermList, ...]:
        """Return the unit's own lists of words and sources."""
        return self._records(select(TermListRow).order_by(TermListRow.id), TermList)


def _publications() -> Select[PublicationRow]:
    kept = not_recycled(SubjectKind.PUBLICATION, PublicationRow.id)
    return select(PublicationRow).where(kept).order_by(PublicationRow.id)


def _is_last_of_an_account() -> ColumnElement[bool]:
    return PublicationRow.id.in_(_last_of_each_account(date.max))


def _last_of_each_account(on: date) -> Select[int]:
    """Return the ids of the items that people could read last on each account on the day ``on``."""
    out = select(PublicationRow.id).where(
        PublicationRow.state.in_(_OUT), not_recycled(SubjectKind.PUBLICATION, PublicationRow.id)
    )
    place = PublicationPlacementRow
    last = (
        select(place.account_id, func.max(place.published_on).label("day"))
        .where(place.publication_id.in_(out), place.published_on <= on)
        .group_by(place.account_id)
        .subquery()
    )
    return (
        select(place.publication_id)
        .join(last, (place.account_id == last.c.account_id) & (place.published_on == last.c.day))
        .where(place.publication_id.in_(out))
    )


def _in_question(on: date, today: date) -> CompoundSelect[int]:
    step, place, item = PublicationStepRow, PublicationPlacementRow, PublicationRow
    since = today - timedelta(days=_RECENT_DAYS)
    recent = place.published_on >= since
    newest = (
        select(place.publication_id)
        .where(recent, not_recycled(SubjectKind.PUBLICATION, place.publication_id))
        .order_by(place.published_on.desc())
        .limit(1)
    )
    lacking = union(
        select(step.publication_id).where(
            or_(step.verdict != Verdict.AGREED, step.by_telephone & step.signed_on.is_(None))
        ),
        select(place.publication_id).where(place.published_on.is_(None)),
        select(place.publication_id)
        .join(step, step.publication_id == place.publication_id)
        .where(func.date(step.at, "localtime") > place.published_on),
        select(item.id).where(item.origin == Origin.REPRINT, func.trim(item.source, _BLANKS) == ""),
    )
    return union(
        select(item.id).where(item.state.in_(_OPEN)),
        select(item.id).where(
            item.id.in_(lacking), or_(item.drafted_on >= since, item.id.in_(select(place.publication_id).where(recent)))
        ),
        _last_of_each_account(on),
        select(newest.subquery().c.publication_id),
    )
