"""Measurements: what they print are ratios and CPU times, never a pass or a fail."""
