"""Three that worked, three that got stuck: what helps and what hinders, after Brinkerhoff's success cases (2003)."""
