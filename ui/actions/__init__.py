"""The actions of a workshop: the list, the form of one, and what the room sees of them. Knows no exercise."""
