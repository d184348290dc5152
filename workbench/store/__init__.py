"""Session files of one volunteer on this machine: keys, encrypted files, the journal, the library."""
