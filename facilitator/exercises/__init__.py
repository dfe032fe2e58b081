"""What an exercise is to the rest of the house.

An exercise is one folder here and one of the same name in `ui/exercises/`. Everything outside these folders knows
exercises only through the protocol in `contract` and gets them from `registry`.
"""
