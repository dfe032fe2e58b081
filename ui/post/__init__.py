"""Mail: the letter with everybody's handout, whom it goes to, drafts, sending, and the server it goes through."""
