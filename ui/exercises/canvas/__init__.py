"""The screens of the canvas."""
