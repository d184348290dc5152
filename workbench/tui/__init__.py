"""The screens: show, ask, and call the workflow.

Data comes up from `workflow` through the calls in `calls.py`, made in workers after the first paint.
What a person decides goes down the same way. Text from outside becomes `Content` in `outside.py`, nowhere else.
"""
