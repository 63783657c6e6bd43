"""Tests of the quality rubric."""
