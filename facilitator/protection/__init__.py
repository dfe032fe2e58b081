"""What a workshop promises about data, on paper and in deed: notices, papers for a works council, retention."""
