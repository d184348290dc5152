"""What a session is: frozen dataclasses and pure functions, standard library only.

Events go in, steps come out: `grouping` finds where actions begin, `reduce` turns them into steps.
Nothing here touches a file, a screen or a clock.
"""
