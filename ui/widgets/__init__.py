"""Small parts that two screens or more use."""
