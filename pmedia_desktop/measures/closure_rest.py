"""What of a closure is left to do on the platform when no day of the platform reminds of it any more.

The form may be handed in with the request alone, a request may be lost in a missed window, a letter may never be
answered: until somebody enters the completion, the account stands there.
"""

from pmedia_desktop.measures.closure_dates import confirm_window
from pmedia_desktop.measures.filing_terms import first_submission
from pmedia_desktop.model.filing import Filing, LoginWay
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.texts import translate


def rest_of_closure(filing: Filing, snapshot: Snapshot) -> str:
    """Return what is not done yet, without a full stop; nothing while the freeze or the window reminds of it.

    Before the form is handed in its own term reminds, save for a request that was lost or that went by letter.
    """
    closure = filing.closure
    if closure is None or closure.completed_on is not None:
        return ""
    if confirm_window(closure) is not None and closure.confirmed_on is None:
        return ""
    lost = closure.requested_on is None and closure.request_round > 1
    by_letter = closure.requested_on is not None and closure.login_way is LoginWay.LETTER_TO_PLATFORM
    handed_in = first_submission(filing, snapshot) is not None
    if not (handed_in or lost or by_letter):
        return ""
    if lost:
        rest = translate("measures.closure_rest", "账号尚未重新申请注销")
    elif closure.requested_on is None:
        rest = translate("measures.closure_rest", "账号尚未申请注销")
    else:
        rest = translate("measures.closure_rest", "账号尚未完成注销")
    return translate("measures.closure_rest", "已报关停备案，{rest}").format(rest=rest) if handed_in else rest
