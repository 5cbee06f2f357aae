"""Results in words, for pages and terminals alike; nothing here knows of requests."""
