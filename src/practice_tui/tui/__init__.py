"""The screens: they draw facts and ask questions, and decide nothing about practice."""
