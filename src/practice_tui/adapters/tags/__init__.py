"""Writers of titles, chapters and captions, one format a module, each after the specification its docstring names."""
