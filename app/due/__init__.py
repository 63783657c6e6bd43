"""What is due: facts that the register holds, and what they ask somebody to do, by which day."""
