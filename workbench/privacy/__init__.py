"""What must not leave: masks over pictures. Pure: it reads texts and pixels and writes no file."""
