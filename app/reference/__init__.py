"""What everything refers to: counties, municipalities, authorities, methods, categories."""
