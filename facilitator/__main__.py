"""`python -m facilitator`: the commands that need no screen."""

from facilitator.cli import main

main()
