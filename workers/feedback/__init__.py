"""Feedback to the municipalities: what a county has submitted, as each of them is told of it."""
