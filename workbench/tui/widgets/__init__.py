"""Parts of screens that hold no decisions: lists by line, pictures, the header."""
