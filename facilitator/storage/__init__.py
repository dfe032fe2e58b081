"""The library: one SQLite file, how it is opened, changed, watched and kept safe."""
