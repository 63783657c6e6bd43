"""What everything refers to: counties, municipalities, authorities, methods, categories."""

from app import audit as audit
