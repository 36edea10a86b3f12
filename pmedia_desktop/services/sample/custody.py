"""The sample register's custody: who holds which way in, and a hand-over about to be done. No secret is made up."""

from datetime import date, timedelta

from pmedia_desktop.model.custody import Credential, CredentialKind, CredentialStatus
from pmedia_desktop.model.handover import Handover
from pmedia_desktop.model.unit import Person
from pmedia_desktop.services.custody import appointing, handovers
from pmedia_desktop.services.office import Office, snapshot


def make_custody(office: Office, today: date, manager: Person, successor: Person, witness: Person) -> None:
    """Name a holder for each account, and prepare the hand-over that goes with the sample's change."""
    known = snapshot(office)
    by_platform = {account.platform: account for account in known.accounts}
    weibo = appointing.appoint(
        office,
        Credential(
            account_id=by_platform["weibo"].id,
            login_name="slzfb@example.cn",
            bound_phone="13900000009",
            sim_keeper="示例镇党政办公室",
            platform_administrator="李𬱖",
            holder_id=manager.id,
            status=CredentialStatus.HOLDER_ONLY,
        ),
    ).value
    appointing.appoint(
        office,
        Credential(
            account_id=by_platform["wechat_video"].id,
            kind=CredentialKind.SCAN_OR_SMS,
            bound_phone="13900000009",
            sim_keeper="示例镇党政办公室",
            platform_administrator="李𬱖",
            holder_id=manager.id,
            deputy_id=successor.id,
        ),
    )
    handovers.prepare(
        office,
        Handover(
            outgoing_id=manager.id,
            incoming_id=successor.id,
            witness_id=witness.id,
            reason="岗位调整",
            planned_on=today + timedelta(days=1),
            credential_ids=(weibo.id,),
        ),
    )
