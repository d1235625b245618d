"""ccadmin: administer a contact centre from a shell, and see who would have taken each call."""

__version__ = "0.1.0"
