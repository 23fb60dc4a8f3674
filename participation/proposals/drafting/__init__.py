"""An answer while it is written: drafts, how hard it is to read, the four F's, how it will look."""
