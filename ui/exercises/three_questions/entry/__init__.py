"""The station's pages of the card, one module each."""
