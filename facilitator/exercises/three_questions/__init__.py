"""The Three Question Card: a team writes cards, makes sense of them together and promises what to do."""

from facilitator.exercises.three_questions.exercise import ThreeQuestionsExercise

EXERCISE = ThreeQuestionsExercise()
"""What the registry hands out."""
