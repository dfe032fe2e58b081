"""The migrations of the tables of this folder."""
