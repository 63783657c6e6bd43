"""The quality rubric: facts that the register holds about an agreement or promise, judged."""
