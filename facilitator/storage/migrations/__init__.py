"""The schema's history, one numbered step per version; run by `storage.upgrade` through Alembic."""
