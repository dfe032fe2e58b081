"""The screens of the personal network exercise."""
