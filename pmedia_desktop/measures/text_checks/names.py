"""Names of leaders and institutions against the unit's list: an almost right name, a post that the list does not give.

A line of the list is a right name (眉山市彭山区人民政府), a person with their posts (王某某：镇长、副书记), or a wrong
spelling with the right one (彭山区政府办公室=彭山区人民政府办公室).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pmedia_desktop.measures.text_checks.places import Remark
from pmedia_desktop.measures.wording import article, listed, quoted
from pmedia_desktop.model.finding import Severity
from pmedia_desktop.model.term_list import TermList
from pmedia_desktop.texts import translate

_CONTEXT = "measures.text_checks.names"

#: Shorter names have too many neighbours that are right words themselves.
_SHORTEST = 5
_BODY = r"(?:党委|党工委|区委|市委|省委|人大|政协)?"
_POST = (
    _BODY + r"(?:常务)?副?"
    r"(?:书记|镇长|乡长|区长|市长|省长|县长|主席|主任|局长|部长|秘书长|院长|检察长|站长|所长)"
)
_SEPARATORS = re.compile(r"[、,，;；\s]+")


@dataclass(frozen=True)
class NameList:
    """The list, taken apart."""

    names: tuple[str, ...]
    posts: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def of(cls, written: TermList) -> "NameList":
        """Take a list apart; wrong spellings with their right ones are the matcher's matter."""
        names, posts = [], []
        for term, right in written.entries():
            name, colon, held = term.replace(":", "：").partition("：")
            if colon:
                posts.append((name.strip(), tuple(filter(None, _SEPARATORS.split(held)))))
            elif not right and len(term) >= _SHORTEST:
                names.append(term)
        return cls(tuple(names), tuple(posts))

    def remarks(self, text: str) -> Iterator[Remark]:
        """Yield every name that is almost one of the list's, and every post that the list gives to somebody else."""
        yield from self._almost_right(text)
        for name, held in self.posts:
            yield from _other_posts(text, name, held)

    def _almost_right(self, text: str) -> Iterator[Remark]:
        covered = [found.span() for found in self._right.finditer(text)] if self.names else []
        seen: set[tuple[int, int]] = set()
        for name in self.names:
            for start, end in _neighbours(text, name):
                inside = any(first < end and start < last for first, last in covered)
                if not inside and (start, end) not in seen:
                    seen.add((start, end))
                    yield Remark(
                        "text.almost_a_name",
                        article(8),
                        Severity.WARNING,
                        start,
                        end,
                        translate(_CONTEXT, "“{written}”与名单中的“{name}”差一个字。").format(
                            written=text[start:end], name=name
                        ),
                        translate(_CONTEXT, "请核对名称；写法没错的，不用改。"),
                    )

    @cached_property
    def _right(self) -> re.Pattern[str]:
        return re.compile("|".join(re.escape(name) for name in sorted(self.names, key=len, reverse=True)))


def _neighbours(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Yield where the text has the name but for one character (another one, one missing, one too many).

    One of its halves must then stand there unchanged, which ``str.find`` looks for quickly.
    """
    middle = len(name) // 2
    for half, offset in ((name[:middle], 0), (name[middle:], middle)):
        place = text.find(half)
        while place >= 0:
            for length in (len(name), len(name) - 1, len(name) + 1):
                start = place - offset if offset == 0 else place + len(half) - length
                written = text[max(start, 0) : max(start, 0) + length]
                if start >= 0 and len(written) == length and "\n" not in written and _differ_by_one(written, name):
                    yield start, start + length
                    break
            place = text.find(half, place + 1)


def _differ_by_one(written: str, name: str) -> bool:
    """Whether one character was replaced, dropped or added; at the ends only a replacement counts."""
    if len(written) == len(name):
        return sum(one != other for one, other in zip(written, name, strict=True)) == 1
    shorter, longer = sorted((written, name), key=len)
    if shorter[0] != longer[0] or shorter[-1] != longer[-1]:
        return False
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(1, len(longer) - 1))


def _other_posts(text: str, name: str, held: tuple[str, ...]) -> Iterator[Remark]:
    written = re.escape(name)
    before = r"(?P<before>" + _POST + r")\s?" + written
    after = written + r"(?:同志)?\s?(?P<after>" + _POST + ")"
    for found in re.finditer(before + "|" + after, text):
        post = found["before"] or found["after"]
        if held and _without_body(post) not in map(_without_body, held):
            yield Remark(
                "text.other_post",
                article(8),
                Severity.WARNING,
                found.start(),
                found.end(),
                translate(_CONTEXT, "名单中{name}的职务是{held}，这里写的是{post}。").format(
                    name=name, held=listed(map(quoted, held)), post=quoted(post)
                ),
                translate(_CONTEXT, "请核对职务；名单过时的，请先更新名单。"),
            )


def _without_body(post: str) -> str:
    """Return a post without its body: 党委副书记 -> 副书记. 副 stays: leaving it out is the fault looked for."""
    return re.sub("^" + _BODY, "", post)
