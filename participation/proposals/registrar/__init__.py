"""What the registrar gives out of a proposal: a copy with words masked, and a package for the archive."""
