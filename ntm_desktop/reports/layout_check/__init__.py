"""Official layout of any Word file: read with care, its parts recognised, rule by rule."""
