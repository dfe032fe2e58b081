"""The columns that every table of answers has beside these: whose a row is, with whom they answered, which round."""

PARTICIPANT, EMAIL, WITH, ANSWER = "participant", "email", "with", "answer"
ROUND, SENT = "round", "sent"
