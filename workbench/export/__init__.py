"""One module per training format, and the folder that a release is.

Submitted bundles go in, with the labels that annotators gave them; rows and pictures come out.
Nothing here reads a database or asks anybody.
"""
