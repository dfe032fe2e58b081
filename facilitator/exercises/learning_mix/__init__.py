"""The 70:20:10 reflection: from what a capability was learned. It reminds of a blend and sets no target."""
