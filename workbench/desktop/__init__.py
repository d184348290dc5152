"""The only room that touches the machine: input, windows, screens and terminals.

`port` says what every desktop offers. `x11/` is the real one, `scripted` plays a script in tests,
`portable` is pynput where the ordered stream cannot be had. Backends are imported late, so that
everything that needs no display works without one.
"""
