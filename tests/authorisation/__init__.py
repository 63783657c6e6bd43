"""Who may do what: the whole matrix, leaks, withdrawn rights and a model of the rules."""
