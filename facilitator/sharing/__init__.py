"""What comes into the house and leaves it: tables of people and answers."""
