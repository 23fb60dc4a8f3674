"""Choosing a theme: each person says which themes they want to work with, and the leader says which it will be."""
