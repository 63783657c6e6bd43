"""Workers killed at random while they work: nothing is lost, and nothing is done twice."""
