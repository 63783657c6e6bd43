"""What may change, under which rules; never commits. Every change is put on record."""

from app import audit as audit
