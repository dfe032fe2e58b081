"""How everything looks: colours, type, spacing, icons, and the style sheet made of them."""
