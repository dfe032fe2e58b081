"""How many examples a test by chance looks at: a share of what it names, by the profile that is chosen.

`pytest` takes a quick share each time, other examples every time; `bootstrap.py trust examples` goes through five times
what is named.
"""

from hypothesis import HealthCheck, settings

QUICK, WHOLE = "quick", "whole"
_FEWEST = 5

# A machine that is busy with other work is slow, which says nothing about the program: tests measure no time.
settings.register_profile(QUICK, max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(WHOLE, max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def share_of(count: int) -> int:
    """So many examples instead of `count`, where a test that names none looks at 100."""
    return max(_FEWEST, count * settings.default.max_examples // 100)
