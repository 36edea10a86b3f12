"""The window's side of custody (Article 15): locking, looking, handing over."""
