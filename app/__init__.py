"""Samverkan: the register of collaboration agreements in crime prevention."""
