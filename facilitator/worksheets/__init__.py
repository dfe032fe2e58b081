"""Worksheets: printed or as PDF forms, one a person, and bringing in what was filled in and sent back."""
