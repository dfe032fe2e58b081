"""What the editorial board does with stories: agree, plan, withdraw, erase; each call is one committed transaction."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from facilitator.errors import Invalid
from facilitator.exercises.stories.changing import changing
from facilitator.exercises.stories.tables import StoryNamed, StoryProgramme, StoryRow
from facilitator.exercises.stories.told import NAMED, Said, State, Story, mail_key, one_of, read_stories, read_story
from facilitator.i18n import tr, trn
from facilitator.questionnaires.answer_rows import run
from facilitator.questionnaires.setup import read_setup
from facilitator.questionnaires.tables import AnswerRow, ResponseRow
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.workshop.agenda import get_step
from facilitator.workshop.data_protection import choose_last_day, last_day, protection_of
from facilitator.workshop.dated_mail_log import DatedMailRow
from facilitator.workshop.workshops import get_workshop

MOST_WEEKS = 104
"""The last week that can be planned."""
YEAR = timedelta(weeks=56)
"""How long a workshop is kept after the first story: a story a week, and four weeks for readers who join late."""


@dataclass(frozen=True, slots=True)
class Programme:
    """The stories of a step by week. `begins` is the day of week 1, None where none was set.

    `passed` is the last week whose story went to somebody, 0 before; `last` the last week with a story; `left` for how
    many weeks after `passed` there are stories without a gap. On `erased_on` the workshop is erased, as was promised
    to people where `is_promised`: then it can't be put off. A year of stories would need it until `year_ends`.
    """

    begins: date | None
    by_week: dict[int, Story]
    waiting: tuple[Story, ...]
    passed: int
    left: int
    erased_on: date
    is_promised: bool
    year_ends: date

    @property
    def is_kept_for_a_year(self) -> bool:
        """Whether a story a week could go out for a year before everything is erased."""
        return self.erased_on >= self.year_ends

    @property
    def weeks_kept(self) -> int:
        """In how many weeks a story can go out before everything is erased."""
        begins = self.year_ends - YEAR
        return max(0, -((begins - self.erased_on).days // 7))

    @property
    def stories(self) -> tuple[Story, ...]:
        """All of them, as `read_stories` has them."""
        return (*self.by_week.values(), *self.waiting)

    @property
    def too_late(self) -> int:
        """How many planned stories would go out, to the first readers, once the workshop is erased."""
        if self.begins is None:
            return 0
        return sum(self.begins + timedelta(days=7 * (week - 1)) >= self.erased_on for week in self.by_week)

    @property
    def last(self) -> int:
        """The last week with a story; 0 for none."""
        return max(self.by_week, default=0)

    @property
    def gaps(self) -> list[int]:
        """The weeks to come, up to the last planned one, that have no story that may be told."""
        return [week for week in range(self.passed + 1, self.last) if not _is_ready(self.by_week.get(week))]

    @property
    def said(self) -> str:
        """For how long there are stories, in a sentence."""
        if not self.left:
            return tr("No story for the next week.")
        return trn("Stories for {count} week left.", "Stories for {count} weeks left.", self.left)


def read_programme(library: Library, step_id: int, today: date | None = None) -> Programme:
    """The programme of a step as it is now."""
    stories = read_stories(library, step_id, today)
    with library.read() as session:
        row = session.get(StoryProgramme, step_id)
    by_week = {each.week: each for each in stories if each.week is not None}
    passed = max((week for week, each in by_week.items() if each.is_tried), default=0)
    left = 0
    while _is_ready(by_week.get(passed + left + 1)):
        left += 1
    waiting = tuple(each for each in stories if each.week is None)
    begins = row.begins if row is not None else None
    workshop = get_workshop(library, get_step(library, step_id).workshop_id)
    promise = protection_of(library, workshop.id)
    year_ends = (begins or last_day(workshop)) + YEAR
    return Programme(
        begins, by_week, waiting, passed, left, promise.keep_until, promise.promised is not None, year_ends
    )


def keep_for_a_year(library: Library, step_id: int) -> Done[None]:
    """Keep the workshop until a year of stories is over. Raises Invalid where people read that it is not."""
    workshop_id = get_step(library, step_id).workshop_id
    return choose_last_day(library, workshop_id, read_programme(library, step_id).year_ends)


def begin_on(library: Library, step_id: int, day: date) -> Done[None]:
    """Let the first story go out on this day, the others on the same day of each week after it."""
    with changing(library, step_id, tr("First story goes out")) as change:
        row = change.session.get(StoryProgramme, step_id)
        if row is None:
            row = StoryProgramme(step_id=step_id, begins=day)
        row.begins = day
        change.session.add(row)
    return change.done(None)


def tick(library: Library, step_id: int, story_id: int, participant_id: int, said: Said | None) -> Done[None]:
    """Note what somebody who is in a story says to its text, today; None takes that back.

    Raises Invalid for somebody who is not in it, and for somebody else being meant where that can't be.
    """
    with changing(library, step_id, tr("Consent to a story")) as change:
        story = read_story(library, step_id, story_id)
        named = next((each for each in story.named if each.participant_id == participant_id), None)
        if named is None:
            raise Invalid(tr("This person is not in the story."))
        if said is Said.SOMEBODY_ELSE and not named.may_be_somebody_else:
            raise Invalid(tr("{name} is named, so nobody else can be meant.", name=named.name))
        _row(change.session, step_id, story_id)
        row = change.session.get(StoryNamed, (story_id, participant_id))
        if row is not None:
            change.session.delete(row)
            change.session.flush()
        if said is not None:
            change.session.add(
                StoryNamed(
                    response_id=story_id,
                    participant_id=participant_id,
                    text=story.text,
                    said=said.value,
                    day=date.today(),
                )
            )
    return change.done(None)


def agree(library: Library, step_id: int, story_id: int) -> Done[None]:
    """Take the story as it stands for agreed. Raises Invalid, with what is lacking."""
    with changing(library, step_id, tr("Agree to a story")) as change:
        story = read_story(library, step_id, story_id)
        if story.is_withdrawn:
            raise Invalid(tr("It is withdrawn."))
        if story.why_not:
            raise Invalid(" ".join(story.why_not))
        _row(change.session, step_id, story_id).agreed_text = story.text
    return change.done(None)


def back_to_draft(library: Library, step_id: int, story_id: int) -> Done[None]:
    """Let the story be a draft again; it keeps no week."""
    with changing(library, step_id, tr("Story is a draft again")) as change:
        row = _row(change.session, step_id, story_id)
        row.agreed_text, row.week = "", row.week if read_story(library, step_id, story_id).is_tried else None
    return change.done(None)


def read_again(library: Library, step_id: int, story_id: int) -> Done[None]:
    """Note that the story was read after somebody who was in it had left the list of people."""
    with changing(library, step_id, tr("Story read once more")) as change:
        _row(change.session, step_id, story_id).to_be_read = False
    return change.done(None)


def plan(library: Library, step_id: int, story_id: int, week: int | None = None) -> Done[int]:
    """Give a story a week, the first free one unless one is given; the value is that week.

    Where another has it, that one and those right behind it go a week later. Raises Invalid for a story that is not
    agreed or went out already, and for a week that has passed.
    """
    with changing(library, step_id, tr("Plan a story")) as change:
        programme = read_programme(library, step_id)
        story = one_of(programme.stories, story_id)
        _check_movable(story)
        if not story.is_told:
            raise Invalid(tr("Only an agreed story can be planned. {why}", why=" ".join(story.why_not)).strip())
        own = _row(change.session, step_id, story_id)
        others = {number: each.id for number, each in programme.by_week.items() if each.id != story_id}
        if week is None:
            week = next(number for number in range(programme.passed + 1, MOST_WEEKS + 2) if number not in others)
        if week <= programme.passed:
            raise Invalid(
                tr("Week {week} has gone out: choose week {next} or a later one.", week=week, next=programme.passed + 1)
            )
        pushed = week
        while pushed in others:
            pushed += 1
        if max(week, pushed) > MOST_WEEKS:
            raise Invalid(tr("There are {count} weeks at most.", count=MOST_WEEKS))
        own.week = None
        change.session.flush()
        for number in range(pushed - 1, week - 1, -1):
            _row(change.session, step_id, others[number]).week = number + 1
            change.session.flush()
        own.week = week
    return change.done(week)


def move(library: Library, step_id: int, story_id: int, by: int) -> Done[int]:
    """Let a planned story go `by` weeks later, or earlier; it changes places with one that is there.

    The value is its week. Raises Invalid where it is not planned or went out, and for a week that has passed.
    """
    with changing(library, step_id, tr("Move a story")) as change:
        programme = read_programme(library, step_id)
        story = one_of(programme.stories, story_id)
        _check_movable(story)
        if story.week is None:
            raise Invalid(tr("It has no week yet."))
        week = story.week + by
        if not programme.passed < week <= MOST_WEEKS:
            raise Invalid(
                tr("Week {week} has gone out: choose week {next} or a later one.", week=week, next=programme.passed + 1)
                if week <= programme.passed
                else tr("There are {count} weeks at most.", count=MOST_WEEKS)
            )
        own = _row(change.session, step_id, story_id)
        there = programme.by_week.get(week)
        own.week = None
        change.session.flush()
        if there is not None:
            _row(change.session, step_id, there.id).week = story.week
            change.session.flush()
        own.week = week
    return change.done(week)


def unplan(library: Library, step_id: int, story_id: int) -> Done[None]:
    """Take a story's week from it, which leaves a gap. Raises Invalid where it went out."""
    with changing(library, step_id, tr("Take a story out of the plan")) as change:
        _check_movable(read_story(library, step_id, story_id))
        _row(change.session, step_id, story_id).week = None
    return change.done(None)


def close_gaps(library: Library, step_id: int) -> Done[int]:
    """Let the stories to come follow each other without a gap; the value is how many moved."""
    with changing(library, step_id, tr("Close gaps")) as change:
        programme = read_programme(library, step_id)
        moved, free = 0, programme.passed + 1
        for week in sorted(programme.by_week):
            if week <= programme.passed:
                continue
            if week != free:
                _row(change.session, step_id, programme.by_week[week].id).week = free
                change.session.flush()
                moved += 1
            free += 1
    return change.done(moved)


def set_retold(library: Library, step_id: int, story_id: int, retold: bool | None) -> Done[None]:
    """Note whether a story was told again in a meeting; None where nobody knows."""
    with changing(library, step_id, tr("Story told again")) as change:
        read_story(library, step_id, story_id)
        _row(change.session, step_id, story_id).retold = retold
    return change.done(None)


def withdraw(library: Library, step_id: int, story_id: int, withdrawn: bool = True) -> Done[None]:
    """Let a story be told nowhere any more, or let it be a draft again. What went out can't be called back."""
    label = tr("Withdraw a story") if withdrawn else tr("Take a withdrawn story back")
    with changing(library, step_id, label) as change:
        read_story(library, step_id, story_id)
        row = _row(change.session, step_id, story_id)
        row.withdrawn, row.agreed_text, row.week = withdrawn, "", None
    return change.done(None)


def erase(library: Library, step_id: int, story_id: int) -> None:
    """Remove a withdrawn story for good: no undo, no trace in the file. Raises Invalid for any other."""
    with library.erase(tr("Erase a story")) as change:
        story = read_story(library, step_id, story_id)
        if story.state is not State.WITHDRAWN:
            raise Invalid(tr("Withdraw it first: only a withdrawn story is erased."))
        workshop_id = read_setup(change.session, step_id).workshop_id
        for row in change.session.exec(
            select(DatedMailRow).where(DatedMailRow.step_id == step_id, DatedMailRow.key == mail_key(story_id))
        ):
            change.session.delete(row)
        change.session.flush()
        run(change.session, "DELETE FROM response WHERE id = ?", story_id)
        change.announce(Change(Topic.ANSWERS, workshop_id, step_id, story.teller_id))


def let_be_read_again(session: Session, step_id: int, participant_id: int) -> None:
    """Let the stories that somebody is in be agreed no more, within the transaction that removes them.

    Somebody whom a story names and who has not been asked yet keeps it from being agreed anyway.
    """
    in_it = select(StoryNamed.response_id).where(
        StoryNamed.participant_id == participant_id, StoryNamed.said != Said.SOMEBODY_ELSE.value
    )
    named = select(AnswerRow.response_id).where(
        AnswerRow.step_id == step_id, AnswerRow.question == NAMED, AnswerRow.person_id == participant_id
    )
    for story_id in {*session.exec(in_it), *session.exec(named)}:
        response = session.get(ResponseRow, story_id)
        if response is not None and response.step_id == step_id:
            row = _row(session, step_id, story_id)
            row.agreed_text, row.to_be_read = "", True


def _row(session: Session, step_id: int, story_id: int) -> StoryRow:
    row = session.exec(select(StoryRow).where(col(StoryRow.response_id) == story_id)).first()
    if row is None:
        row = StoryRow(response_id=story_id, step_id=step_id)
    session.add(row)
    return row


def _check_movable(story: Story) -> None:
    if story.is_tried:
        raise Invalid(tr("It went out already: its week stays."))


def _is_ready(story: Story | None) -> bool:
    return story is not None and story.is_told
