"""The room while the event is held: the leader's remote control, the big screen, and what phones follow."""
