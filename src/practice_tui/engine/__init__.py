"""The running session and its use cases, behind ports: no screen, no device, no database."""
