"""Questions to decision makers: asked, supported, answered in the room or in writing, and none forgotten."""
