"""The screens of stories: those of every questionnaire, one story in large type, and the editorial board."""
