"""What travels: signed exchange files from and to other offices. Never touches the database."""
