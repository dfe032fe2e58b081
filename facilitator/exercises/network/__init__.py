"""The personal network exercise: who we rely on, how diverse and how strong that network is."""
