"""A register that uses every table of publishing."""

from dataclasses import dataclass
from datetime import date

from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.publication import (
    Gate,
    Origin,
    Placement,
    Publication,
    PublicationState,
    ReviewStep,
    StepKind,
    Verdict,
)
from pmedia_desktop.model.superior_task import MonthlyFigures, SuperiorTask, TaskKind
from pmedia_desktop.model.term_list import TermKind, TermList
from pmedia_desktop.register.store import Register
from tests.register.examples import ACTOR, START, Filled


@dataclass(frozen=True)
class Publishing:
    """The records of publishing as they were saved."""

    reprint: Publication
    task: SuperiorTask
    figures: MonthlyFigures
    words: TermList


def reprint_on(account_id: int, day: date | None = date(2026, 11, 20)) -> Publication:
    """Return an item that was reviewed, one step of it by telephone."""
    return Publication(
        title="冬季森林防火提示",
        origin=Origin.REPRINT,
        source="四川日报",
        source_link="https://epaper.example.cn/1",
        text="进入冬季，请勿在林区用火。",
        state=PublicationState.PUBLISHED if day else PublicationState.IN_REVIEW,
        drafter="李𬱖",
        drafted_on=date(2026, 11, 19),
        planned_on=date(2026, 11, 20),
        planned_time="09:00",
        placements=(Placement(account_id=account_id, published_on=day, published_time="09:10", link="https://e.cn/1"),),
        steps=(
            ReviewStep(title="审核", person="赵㛃", verdict=Verdict.AGREED, opinion="同意", at=START),
            ReviewStep(title="签发", kind=StepKind.ISSUE, person="王䶮", verdict=Verdict.AGREED, by_telephone=True),
        ),
        gates=tuple(Gate),
        checklist_by="王䶮",
        checklist_on=date(2026, 11, 19),
    )


def fill_publishing(register: Register, filled: Filled) -> Publishing:
    """Use every table of publishing."""
    weibo = filled.weibo.id
    with register.write(ACTOR, Action.PUBLICATION_SAVED) as writer:
        reprint = writer.save(reprint_on(weibo))
    with register.write(ACTOR, Action.SUPERIOR_TASK_SAVED) as writer:
        task = writer.save(
            SuperiorTask(
                kind=TaskKind.REPRINT,
                title="转载省政府重要信息",
                ordered_by="彭山区政府办",
                ordered_on=date(2026, 11, 18),
                due_on=date(2026, 11, 20),
                due_time="18:00",
                account_ids=(weibo,),
                publication_id=reprint.id,
            )
        )
    with register.write(ACTOR, Action.MONTHLY_FIGURES_SAVED) as writer:
        figures = writer.save(MonthlyFigures(account_id=weibo, year=2026, month=10, followers=3260, reads=12000))
    with register.write(ACTOR, Action.TERM_LIST_SAVED) as writer:
        words = writer.save(
            TermList(kind=TermKind.WRONG_WORDS, dated_on=date(2026, 11, 1), origin="区政府办通报", content="坐阵=坐镇")
        )
    return Publishing(reprint, task, figures, words)
