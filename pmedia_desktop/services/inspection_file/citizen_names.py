"""Citizens' names where texts speak of them: 我是李建国, 李建国同志您好. The ledger's own column is masked beside."""

from collections import defaultdict
from dataclasses import replace

from pmedia_desktop.measures.personal_data import masked_name
from pmedia_desktop.measures.text_checks.numbers import mask_telephone
from pmedia_desktop.measures.text_checks.terms import TermMatcher
from pmedia_desktop.model.message import Message
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Unit

#: What says of nobody who it is, alone or after something: 网友, 热心市民.
_ANYBODY = ("网友", "网民", "市民", "群众", "居民", "村民", "用户", "游客", "业主", "家长", "先生", "女士", "匿名")
#: A name of two characters (小雨) is a word as well: it is looked for in its own matter, and where matters are told of.
_SHORTEST_NAME, _SHORTEST_ELSEWHERE = 2, 3
_SHORTEST_NUMBER = 7


class CitizenNames:
    """The names under which citizens wrote or rang, made from a snapshot in which they are not masked yet.

    A name that is part of what the unit, its people, its accounts or an authority are called stays, else it would
    spoil them.
    """

    def __init__(self, known: Snapshot) -> None:
        unit = known.unit or Unit()
        self._ours = "\n".join(
            (
                unit.full_name,
                unit.filing_authority,
                *(person.name for person in known.people),
                *(account.name for account in known.accounts),
                *(sanction.issuer for sanction in known.sanctions),
                *(task.ordered_by for task in known.superior_tasks),
            )
        )
        self._of_matter: dict[int, set[str]] = defaultdict(set)
        for message in known.messages:
            name = message.nickname.strip()
            if self._tells(name):
                self._of_matter[_matter(message)].add(name)
        everybody = {name for names in self._of_matter.values() for name in names}
        self._in_reports = TermMatcher((), everybody)
        self._in_messages = TermMatcher((), (name for name in everybody if len(name) >= _SHORTEST_ELSEWHERE))

    def hidden_in(self, message: Message) -> Message:
        """Return a message whose texts do not say who it came from, nor who else wrote; its own name stays."""
        own, number = TermMatcher((), self._of_matter.get(_matter(message), ())), message.phone

        def hidden(text: str) -> str:
            if len(number) >= _SHORTEST_NUMBER:
                text = text.replace(number, mask_telephone(number))
            return _without(_without(text, own), self._in_messages)

        return replace(
            message,
            text=hidden(message.text),
            reply=hidden(message.reply),
            remark=hidden(message.remark),
            no_reply_reason=hidden(message.no_reply_reason),
        )

    def hidden(self, text: str) -> str:
        """Return what somebody reports about matters without the names of all citizens."""
        return _without(text, self._in_reports)

    def _tells(self, name: str) -> bool:
        return len(name) >= _SHORTEST_NAME and not name.endswith(("*", *_ANYBODY)) and name not in self._ours


def _without(text: str, names: TermMatcher) -> str:
    """Return a text with these names masked as in the ledger: 李**."""
    hidden, end = [], 0
    for found in names.matches(text):
        hidden += [text[end : found.start], masked_name(text[found.start : found.end])]
        end = found.end
    return "".join([*hidden, text[end:]])


def _matter(message: Message) -> int:
    """Return the message that a telephone note belongs to, else its own number."""
    return message.about_id or message.id
