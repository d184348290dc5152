"""Short questions over a screen; a dialog knows nothing of what its answer is for."""
