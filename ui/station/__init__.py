"""The station: the shared laptop at which participants answer, one after the other, as at a bank's terminal."""
