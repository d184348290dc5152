"""What the recorder costs, as ratios against other ways of doing the same, measured in one run."""
