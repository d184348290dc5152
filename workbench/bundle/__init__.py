"""What is submitted: a bundle is built from the fold by an allow-list of fields, and read back strictly.

The fold goes in with its pictures (`build`), bytes come out; whoever receives bytes reads them whole and
checked (`read`), or not at all. Everything that a bundle can hold is listed in `fields`.
"""
