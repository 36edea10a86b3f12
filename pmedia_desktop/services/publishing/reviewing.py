"""An item's way through its review and out: handed in, agreed, issued, released, corrected or withdrawn."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from pmedia_desktop.measures import review_steps
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.publication import Gate, Placement, Publication, PublicationState, Verdict
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.services.publishing.items import CHANGED, checked_item, refuse_future
from pmedia_desktop.services.publishing.tasks import carry_out
from pmedia_desktop.services.validation import check_happened


def turns(item: Publication) -> tuple[bool, ...]:
    """Return for each step whether it is its turn."""
    return tuple(review_steps.may_decide(item, position) for position in range(len(item.steps)))


def submit_item(office: Office, item_id: int) -> Outcome[Publication]:
    """Hand an item to its reviewers, by the steps of the unit's rule today."""
    with office.register.read() as reader:
        rules = reader.settings().review_steps
    return _step(office, item_id, Action.PUBLICATION_REVIEWED, lambda item: review_steps.submit(item, rules))


def decide_step(
    office: Office,
    item_id: int,
    position: int,
    *,
    verdict: Verdict,
    person: str,
    opinion: str = "",
    at: datetime | None = None,
    by_telephone: bool = False,
    gates: Iterable[Gate] = (),
    checklist_confirmed: bool = False,
) -> Outcome[Publication]:
    """Enter what came of one step; ``at`` is now where it is not given."""
    if at is not None:
        check_happened({"day": at.astimezone().date()}, office.today(), "publication")
    moment = at or office.now()
    confirmed_on = moment.astimezone().date() if checklist_confirmed else None
    passed = tuple(gates)

    def decided(item: Publication) -> Publication:
        return review_steps.decide(
            item,
            position,
            verdict=verdict,
            person=person,
            opinion=opinion,
            at=moment,
            by_telephone=by_telephone,
            gates=passed,
            checklist_on=confirmed_on,
        )

    return _step(office, item_id, Action.PUBLICATION_REVIEWED, decided, note=opinion.strip())


def sign_step_later(office: Office, item_id: int, position: int, on: date) -> Outcome[Publication]:
    """Enter the signature that follows an agreement by telephone."""
    check_happened({"signed_on": on}, office.today(), "publication")
    return _step(office, item_id, Action.PUBLICATION_REVIEWED, lambda item: review_steps.sign_later(item, position, on))


def take_back_item(office: Office, item_id: int) -> Outcome[Publication]:
    """Make an item under review, or issued, a draft again."""
    return _step(office, item_id, Action.PUBLICATION_REVIEWED, review_steps.take_back)


def release_item(
    office: Office, item_id: int, placements: tuple[Placement, ...], reason: str = ""
) -> Outcome[Publication]:
    """Enter where and when an item came out; an order from above that asked for it is done by that."""
    refuse_future(placements, office.today())
    subject = Subject(SubjectKind.PUBLICATION, item_id)
    with office.register.write(
        office.actor, Action.PUBLICATION_RELEASED, subject=subject, note=reason.strip()
    ) as writer:
        saved = writer.save(checked_item(review_steps.release(writer.publication(item_id), placements, reason)))
        ordered = carry_out(writer, saved)
    return Outcome(saved, CHANGED | {SubjectKind.SUPERIOR_TASK} if ordered else CHANGED)


def end_item(office: Office, item_id: int, state: PublicationState, on: date, reason: str) -> Outcome[Publication]:
    """Enter that an item was corrected, withdrawn, or given up, and why."""
    check_happened({"ended_on": on}, office.today(), "publication")
    return _step(
        office,
        item_id,
        Action.PUBLICATION_RELEASED,
        lambda item: review_steps.end(item, state, on, reason),
        note=reason.strip(),
    )


def _step(
    office: Office, item_id: int, action: Action, step: Callable[[Publication], Publication], note: str = ""
) -> Outcome[Publication]:
    subject = Subject(SubjectKind.PUBLICATION, item_id)
    with office.register.write(office.actor, action, subject=subject, note=note) as writer:
        saved = writer.save(step(writer.publication(item_id)))
    return Outcome(saved, CHANGED)
