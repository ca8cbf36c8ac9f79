"""What is handed out: domain objects in, a Word file out. Never asks the database."""
