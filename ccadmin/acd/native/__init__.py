"""Where the build puts the distributor compiled; empty where there was no compiler."""
