"""What somebody has counted on paper before they come to the station."""

SHEET = {
    "group": "111111122234",
    "proximity": "111111222234",
    "interaction": "223333444445",
    "time_known": "112222233445",
    "hierarchy": "122222222233",
    "function": "111111112223",
}
"""An answer for each of 12 people, question by question."""
