"""The one command, and the life of what it starts."""
