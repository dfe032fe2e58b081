"""Charts, each described once: from numbers and labels to a list of what to draw, and to words that say the same.

A chart knows no toolkit, no window and no exercise. `drawing` holds what a list consists of; `facilitator.documents`
puts it on paper and `ui.charts` on widgets, PNG and SVG.
"""
