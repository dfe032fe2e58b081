"""The screens of success cases: those of every questionnaire, a list of cases to mark, and a view of what worked."""
