"""One file for each learning management system; a new file here is a new system, and nothing else changes."""
