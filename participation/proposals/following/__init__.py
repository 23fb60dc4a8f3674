"""Following: hearing of what happens to proposals, without an account.

By feed, calendar or private address for everybody; by e-mail and notices where a process turned them on.
"""
