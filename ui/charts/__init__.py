"""Charts as widgets, drawn by hand on pyqtgraph's views. They know numbers and labels, no window and no exercise."""
