"""What a part of a JSON file is made of."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A part of a JSON file, checked as it is read: no unknown names, and never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)
