"""What every exercise has that is described by a `questionnaire.json`: the hooks, asked of that questionnaire.

Modules and functions have the names of the hooks of `facilitator.exercises.hooks`; an exercise's own come before these.
"""
