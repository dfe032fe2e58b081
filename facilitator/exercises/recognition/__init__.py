"""Thanks between people and teams: private, unless who says it and who is thanked both agree to more."""
