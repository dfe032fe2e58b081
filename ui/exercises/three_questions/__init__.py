"""The screens of the Three Question Card."""
