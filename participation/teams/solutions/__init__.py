"""How a team finishes: its solution, why there is none, and the sketches that go with it."""
