"""Plain twins of the compiled rules: slow, readable, and in agreement to the last bit."""
