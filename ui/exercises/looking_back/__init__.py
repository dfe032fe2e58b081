"""The screens of looking back on actions and indicators."""
