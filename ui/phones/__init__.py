"""Letting phones answer: the switch, the address for the room, and who is connected.

The pages themselves, and what is promised of them, are in `facilitator.phones`.
"""
