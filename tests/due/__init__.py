"""What is due: its rules without a database."""
