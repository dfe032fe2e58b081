"""Sessions in which a row is looked up by its key with a statement that is made once for its table."""

from functools import cache
from typing import Any, ClassVar, TypeVar

from sqlalchemy import bindparam, inspect
from sqlalchemy.orm.util import identity_key
from sqlmodel import Session, SQLModel, select
from sqlmodel.sql.expression import SelectOfScalar

from facilitator.storage.by_hand import ByHand, FileByHand

T = TypeVar("T", bound=SQLModel)

_KEY = "key"


class LibrarySession(Session):
    """A session of the library."""

    by_hand: ClassVar[ByHand] = FileByHand()
    """What differs by where the library is."""

    def get(self, entity: type[T], ident: Any, **options: Any) -> T | None:  # type: ignore[override]  # what is used of it
        """Return the row of this key, None where there is none.

        SQLAlchemy makes the statement anew at each call, which takes longer than to run it.
        """
        statement = _by_key(entity) if not options and isinstance(ident, (int, str)) else None
        if statement is None or identity_key(entity, ident) in self.identity_map:
            return super().get(entity, ident, **options)
        found: T | None = self.exec(statement, params={_KEY: ident}).first()
        return found


@cache
def _by_key(entity: Any) -> SelectOfScalar[Any] | None:
    """The row whose key is given; None for a table whose key has several columns."""
    columns = inspect(entity).primary_key
    return select(entity).where(columns[0] == bindparam(_KEY)) if len(columns) == 1 else None
