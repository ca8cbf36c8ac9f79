"""Journeys of a person through the whole program, by keyboard and mouse."""
