"""Accessibility on Linux: what applications announce over AT-SPI, and what they answer when asked.

`bus` holds the one connection, on an asyncio loop in a thread of its own; everything that talks to applications
runs on that loop, so that one that hangs delays nobody. Nothing here ever asks for a field's content.
"""
