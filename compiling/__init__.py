"""How the distributor is compiled: its modules become one, and its columns become arrays of C.

`ccadmin/acd` is plain Python, and the `.pxd` file beside each module says which types its values have.
`declarations` reads those, `structures` writes classes whose columns C finds without asking Python,
`joining` writes the functions, and `source` puts it all into the one text that Cython is given. `seldom`
says in the C that Cython makes of it what the compiler may keep out of the way.
Nothing here is installed: it runs while a wheel is built.
"""
