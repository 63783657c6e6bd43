"""The queue and the schedules; and what the tests of the worker share with them."""
