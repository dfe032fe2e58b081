"""Sending out: each participant's handout as a draft for a mail program, or by SMTP with a log by recipient."""
