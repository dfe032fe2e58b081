"""The preview of a table that is imported: what its columns mean and what it would change. Used by several windows."""
