"""The days that a closure on the platform brings: the freeze's end, then the window for confirming."""

from collections.abc import Iterator
from datetime import date

from pmedia_desktop.measures.closure_dates import confirm_window
from pmedia_desktop.measures.due import dated, due_state
from pmedia_desktop.measures.subjects import about_filing, account_title
from pmedia_desktop.measures.wording import article, full_date
from pmedia_desktop.model.filing import Filing
from pmedia_desktop.model.finding import Deadline
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.texts import translate


def of_closure(filing: Filing, snapshot: Snapshot, on: date) -> Iterator[Deadline]:
    """Yield the next of the two days while the cancellation is under way; handing in the form ends neither."""
    closure = filing.closure
    if closure is None or closure.requested_on is None or closure.confirmed_on or closure.completed_on:
        return
    window = confirm_window(closure)
    if window is None:
        return
    account = snapshot.account(filing.account_id)
    title = account_title(account, snapshot) if account else ""
    subject = about_filing(filing, snapshot)
    if on < window.first:
        yield dated(
            rule="closure.freeze_end",
            what=translate("measures.closure_deadlines", "冻结期满：{account}").format(account=title),
            article=article(7),
            subject=subject,
            account=title,
            start=closure.requested_on,
            due=window.first,
            on=on,
            state=due_state(window.first, on, snapshot.settings),
            reason=translate(
                "measures.closure_deadlines",
                "{start}申请注销，平台冻结{days}天；期满后{window}天内（{first}至{last}）须登录确认，否则不会注销。",
            ).format(
                start=full_date(closure.requested_on),
                days=closure.freeze_days,
                window=closure.confirm_within_days,
                first=full_date(window.first),
                last=full_date(window.last),
            ),
        )
        return
    if on <= window.last:
        reason = translate(
            "measures.closure_deadlines",
            "冻结期已于{first}期满，请尽早登录平台确认注销；过了{last}平台会当作放弃注销。",
        )
    else:
        reason = translate(
            "measures.closure_deadlines",
            "冻结期已于{first}期满，{last}前没有确认，账号没有注销；请重新提出注销申请。如已确认，请补录日期。",
        )
    yield dated(
        rule="closure.confirm",
        what=translate("measures.closure_deadlines", "登录确认注销：{account}").format(account=title),
        article=article(7),
        subject=subject,
        account=title,
        start=window.first,
        due=window.last,
        on=on,
        state=due_state(window.last, on, snapshot.settings),
        reason=reason.format(first=full_date(window.first), last=full_date(window.last)),
    )
