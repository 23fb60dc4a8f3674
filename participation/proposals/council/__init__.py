"""A report for a meeting of a council or a board, on one sheet of paper."""
