"""Which contacts are participants themselves: proposed by likeness of names, decided by a person, remembered."""
