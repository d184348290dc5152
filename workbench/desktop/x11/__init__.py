"""X11: the ordered RECORD stream, windows kept from events, pictures with XDamage."""
