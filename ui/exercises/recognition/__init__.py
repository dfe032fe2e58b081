"""The screens of recognition."""
