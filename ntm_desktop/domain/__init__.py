"""What is true: nouns and rules as plain data. No files, no SQL, no clock."""
