"""The one thing that a participant is going to do: what, on which day, with whom and how it will be seen.

It belongs to a list of one round and is its owner's alone. With their tick it joins the actions of the workshop, under
their name, and follows what they write; without the tick, or without the list, it leaves these again. Under a works
agreement nothing of it is kept: there it is written on the handout by hand.
"""
