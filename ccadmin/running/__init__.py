"""What commands that run a file of contacts have in common: options, the plan, notes on the run."""
