"""Qt models and delegates that show frozen rows of the core, and the tables made of them."""
