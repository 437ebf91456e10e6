"""The record on disk: an append-only log, a lock, and the journal of the sitting that runs now."""
