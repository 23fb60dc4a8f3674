"""The ledger: everything published about proposals, in one chain that the database itself refuses to rewrite.

`docs/ledger.md` says how anybody can check it without this program.
"""
