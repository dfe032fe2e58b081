"""What an exercise says of itself in `exercise.json` in its folder."""

from pydantic import PositiveInt

from facilitator.exercises.content_file import Form


class About(Form):
    """Its title, how many minutes it usually takes with 12 to 24 people, and its place among those offered."""

    title: str
    minutes: PositiveInt
    order: int = 100
