"""Every SELECT, named after the question it answers."""
