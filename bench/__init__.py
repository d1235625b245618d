"""What the figures of the documentation come from; peers are measured in the same run.

Each file with a `main` is started from the project's root as `python -m bench.NAME`.
"""
