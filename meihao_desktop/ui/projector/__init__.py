"""The projector: what the room sees of agenda and result, in a window of its own."""
