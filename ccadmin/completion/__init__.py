"""Shell completion: the words that may stand at the cursor, and how each shell wants them.

A shell that has the script of `ccadmin --install-completion` calls the program with
`_CCADMIN_COMPLETE` set, and what was typed in other variables. Typer finds the parameter at the
cursor; `candidates` says what may stand there, `shells` writes it so that the shell takes it as it
is. Whatever goes wrong, nothing is offered and nothing is said: nobody has pressed Enter yet.
"""
