"""The keyring of the person's system, where passwords are kept and nowhere else."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from facilitator.errors import Invalid
from facilitator.i18n import tr


@contextmanager
def system_keyring() -> Iterator[Any]:
    """The keyring, imported only where it is asked; what it refuses is said as Invalid."""
    import keyring.errors

    try:
        yield keyring
    except keyring.errors.KeyringError as error:
        raise Invalid(tr("This computer has no keyring that can be used: {reason}.", reason=error)) from error
