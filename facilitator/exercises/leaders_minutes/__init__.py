"""Ten minutes of those who lead a team: three promises that make learning together likelier."""
