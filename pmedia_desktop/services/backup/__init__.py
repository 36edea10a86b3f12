"""Backups made, looked into, restored; what to do about a damaged register."""
