"""The screens of every exercise that is described by a `questionnaire.json`: pages, corrections, results, views.

Modules and functions have the names of the hooks of `ui.exercises.hooks`; an exercise's own come before these.
"""
