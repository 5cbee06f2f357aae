"""What is checked of a rulebook beyond reading it: one function for each check."""
