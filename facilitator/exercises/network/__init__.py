"""The personal network exercise: who we rely on, how diverse and how strong that network is."""

from facilitator.exercises.network.exercise import NetworkExercise

EXERCISE = NetworkExercise()
"""What the registry hands out."""
