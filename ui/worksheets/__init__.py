"""Windows for worksheets: making them, and bringing in those that came back."""
