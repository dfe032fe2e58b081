"""Parts in the room's network: who connects, who bridges groups, who stands at the edge; and who gives too much.

Off until the facilitator switches it on. A part is told of nobody who has not agreed, to the facilitator alone, and
only while most lists are there. What one says of being asked too much is one's own; of the room there is a count.
"""
