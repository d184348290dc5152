"""Sample sessions: real applications on a virtual display, recorded by this program; invented people only."""
