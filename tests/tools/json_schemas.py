"""Documents held against what is published of their form, which is put together once for all that are."""

from collections.abc import Callable
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator


@cache
def by(schema: Callable[[], dict[str, Any]]) -> Draft202012Validator:
    """What validates against the schema that this function returns, which has to be one."""
    found = schema()
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)
