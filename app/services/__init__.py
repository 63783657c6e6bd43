"""What may change, under which rules; never commits."""
