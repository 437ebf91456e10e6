"""Text in, timeline out: the same input gives the same bytes, and nothing outside is asked."""
