"""Packs on disk: the one shape of archive, its manifest and signature, keys, and what recordings really hold."""
