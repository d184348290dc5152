"""The recording workbench: volunteers record, review and submit how they do a task; teams label and release it.

Rooms, from high to low (imports only go down):
cli > tui > workflow > hub > export > corpus > capture > store > bundle > privacy > desktop > model.
"""

__version__ = "0.1.0"
