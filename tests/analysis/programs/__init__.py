"""The same known answers as each survey program writes them, whole and damaged.

`people` says what was answered, `exports` how each program writes it, `damages` what happens to
such files on their way and what must come of it, `law` whether it did.
"""
