"""The screens of the 30-Day Challenge: one's plan and log at the station, the card of the day before the room."""
