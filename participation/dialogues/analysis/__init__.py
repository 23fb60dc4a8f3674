"""The mathematics of a conversation: pure functions upon a table of votes, with numpy and nothing else.

The formulas are Polis's published ones (group-aware consensus, representativeness, priority); the tests hold them
to a published result.
"""
