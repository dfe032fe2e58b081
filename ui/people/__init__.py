"""The roster as the facilitator edits it: a table to type and paste into. Used by several windows."""
