"""Simulated people for the sample workshop, tests, benchmarks and rehearsals: the same ones for the same seed."""
