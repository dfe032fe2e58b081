"""What an exercise says of itself in `exercise.json` in its folder."""

from typing import Literal

from pydantic import Field, PositiveInt

from facilitator.exercises.content_file import ExerciseContent


class About(ExerciseContent):
    """Its title, how many minutes it usually takes with 12 to 24 people, and its place among those offered.

    `guide_page` is the key of its page in the facilitator's guide, "" for none of its own. `prompt_page` is that of a
    step before it, in which people write on paper what they will be asked of: then the room reads its prompt. Where
    `questions` are built the facilitator makes them; else those of its questionnaire can be worded anew, hidden and put
    in another order. `share` of the people in a room usually answer it, for the plan of its time.
    What stands in the folder to be read, such as questions and examples, has a `source`, a `licence` and a `credit`.
    """

    title: str
    minutes: PositiveInt
    source: str = ""
    licence: str = ""
    credit: str = ""
    order: int = 100
    guide_page: str = ""
    questions: Literal["worded", "built"] = "worded"
    prompt_page: str = ""
    share: float = Field(1, gt=0, le=1)
