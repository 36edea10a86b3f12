"""What has to happen to each credential of a hand-over (交接), by platform and kind, in the order that works.

The taker's scan right comes first: without it the administrator cannot be changed. The taker's login comes last, and
the former secret is kept until then.
"""

from pmedia_desktop.model.account import Account, Operation
from pmedia_desktop.model.custody import Credential, CredentialKind
from pmedia_desktop.model.handover import Handover, HandoverStep, HandoverTask
from pmedia_desktop.model.snapshot import Snapshot

#: WeChat's own: the real key is the scan of the administrator, who alone manages operators and safety.
_SCANNED = frozenset({"wechat_official", "wechat_video", "mini_program"})
#: Kinds that open the account itself; the others hang on it.
_LOGINS = (CredentialKind.PASSWORD, CredentialKind.SCAN_OR_SMS)
#: Steps that concern the account as a whole and are done once for all of its credentials.
_OF_THE_ACCOUNT = frozenset(
    {
        HandoverStep.SCAN_RIGHT,
        HandoverStep.ADMINISTRATOR,
        HandoverStep.PHONE,
        HandoverStep.OPERATORS,
        HandoverStep.AUTHORISATIONS,
    }
)


def needed_steps(credential: Credential, snapshot: Snapshot) -> frozenset[HandoverStep]:
    """Return the steps that this one credential asks for when it goes to somebody else."""
    account = snapshot.account(credential.account_id) or Account()
    steps = {HandoverStep.LOGIN}
    if credential.kind.has_secret:
        steps.add(HandoverStep.PASSWORD)
    if credential.kind is CredentialKind.EMAIL_PASSWORD:
        steps.add(HandoverStep.MAILBOX)
    if credential.bound_phone or credential.kind in _LOGINS:
        steps.add(HandoverStep.PHONE)
    if credential.authorisations or credential.kind is CredentialKind.API_SECRET:
        steps.add(HandoverStep.AUTHORISATIONS)
    if credential.kind in _LOGINS:
        steps |= _steps_of_a_login(credential, account)
    return frozenset(steps)


def _steps_of_a_login(credential: Credential, account: Account) -> set[HandoverStep]:
    scanned = account.platform in _SCANNED
    steps = set()
    if scanned or credential.kind is CredentialKind.SCAN_OR_SMS:
        steps.add(HandoverStep.SCAN_RIGHT)
    if scanned or credential.platform_administrator or account.platform_administrator:
        steps.add(HandoverStep.ADMINISTRATOR)
    if credential.bound_email or account.bound_email:
        steps.add(HandoverStep.MAILBOX)
    if scanned or account.operators:
        steps.add(HandoverStep.OPERATORS)
    if account.operation is Operation.OUTSOURCED:
        steps.add(HandoverStep.AUTHORISATIONS)
    return steps


def tasks_for(credential: Credential, snapshot: Snapshot) -> tuple[HandoverTask, ...]:
    """Return all steps of one credential in their order; those that it does not need say so."""
    needed = needed_steps(credential, snapshot)
    return tuple(HandoverTask(credential_id=credential.id, step=step, needed=step in needed) for step in HandoverStep)


def prepared_tasks(handover: Handover, snapshot: Snapshot) -> tuple[HandoverTask, ...]:
    """Return the tasks of a hand-over, credential by credential; what is entered already stays as it is.

    A step that concerns the account as a whole is needed at the first of its logins only.
    """
    entered = {(task.credential_id, task.step): task for task in handover.tasks}
    by_id = {credential.id: credential for credential in snapshot.credentials}
    asked: set[tuple[int, bool, HandoverStep]] = set()
    tasks = []
    for credential in (by_id[one] for one in handover.credential_ids if one in by_id):
        for fresh in tasks_for(credential, snapshot):
            place = (credential.account_id, credential.kind in _LOGINS, fresh.step)
            once = fresh.step in _OF_THE_ACCOUNT and place in asked
            if fresh.needed:
                asked.add(place)
            known = entered.get((credential.id, fresh.step))
            tasks.append(
                known or HandoverTask(credential_id=credential.id, step=fresh.step, needed=fresh.needed and not once)
            )
    return tuple(tasks)


def tasks_without_a_day(handover: Handover) -> tuple[HandoverTask, ...]:
    """Return what is still to be done and has no day by which it will be: it keeps the hand-over open."""
    return tuple(task for task in handover.open_tasks() if task.due_on is None)
