"""Colours of words inside a line, as Textual's own style language; always beside a sign or a word."""

MUTED = "$foreground 60%"
WARNING = "$text-warning"
PROBLEM = "$text-error"
