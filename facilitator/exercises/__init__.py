"""What an exercise is to the rest of the house.

An exercise is one folder here and one of the same name in `ui/exercises/`. Everything outside these folders gets
exercises from `registry` and asks them by the hooks in `hooks`; in a workshop it does so by way of `steps`, which knows
what a library can't run.
"""
