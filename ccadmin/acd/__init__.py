"""The distributor: who takes which contact when, as a discrete-event simulation over columns.

`loop.py` is the place to start reading. The modules are plain Python on lists; the `.pxd` files
beside them let Cython compile the same source, and the build puts the result into `native/`.
"""
