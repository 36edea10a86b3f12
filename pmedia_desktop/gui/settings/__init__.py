"""The tabs of the settings page, one file each."""
