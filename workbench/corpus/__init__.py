"""The shared corpus: one SQLite file in which submitted sessions, their labels and releases are kept.

A bundle comes in whole or not at all (`submit`), is looked at (`query`), labelled (`annotations`), counted
(`releases`), checked (`verify`) and taken back (`withdraw`). Every write goes through `database.writing`.
"""
