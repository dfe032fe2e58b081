"""What a workshop promised to do: actions that any exercise or finding can lead to, kept by the workshop."""
