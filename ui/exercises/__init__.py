"""The screens of the exercises, one folder each, and the hooks by which the windows ask for them."""
