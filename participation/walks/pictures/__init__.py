"""The pictures of a walk: each is looked at by itself, covered, and put into words before anybody else sees it."""
