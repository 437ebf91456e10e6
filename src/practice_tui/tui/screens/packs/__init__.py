"""Packs: what others have made and handed on."""
