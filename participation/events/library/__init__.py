"""The method library: methods to browse and start from, and a municipality's own, saved, exported and imported."""
