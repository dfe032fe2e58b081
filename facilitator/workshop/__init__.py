"""Workshops, their people and their agenda: the tables every exercise stands on, and the operations on them."""
