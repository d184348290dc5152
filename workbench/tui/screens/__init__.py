"""The rooms of the program, one at a time: home, consent, scope, recording, review."""
