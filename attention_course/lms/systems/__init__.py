"""One file for each learning management system; a new file here adds a system, and nothing else changes."""
