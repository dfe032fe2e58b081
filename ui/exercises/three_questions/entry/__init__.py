"""The station’s pages of the card while nobody writes, one module each."""
