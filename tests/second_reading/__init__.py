"""Published results read again: tests written from the papers, of outcomes and signs, not from our code."""
