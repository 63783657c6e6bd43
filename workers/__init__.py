"""The worker: claims jobs, does each in a process of its own, and keeps the schedules."""
