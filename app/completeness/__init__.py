"""Data quality: what is missing, contradicts itself or is too old, with the record to mend."""
