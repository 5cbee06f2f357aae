"""What an operator can see of a running quiz: a line for each request, and numbers.

Neither holds an answer, an address of anybody, or anything that somebody typed.
"""
