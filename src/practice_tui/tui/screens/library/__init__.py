"""The library: everything there is to practise."""
