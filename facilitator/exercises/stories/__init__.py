"""Stories: one short story of a colleague's work a week, told with consent, by mail, on paper and to the room."""
