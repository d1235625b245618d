"""A simulated day as a live board: what it was like at any instant, and how time goes over it.

    engine.Events ── state ──→ day ──→ board ──→ screen

`day` replays the event log and can go to any instant at once; `board` is what a wall shows of a
state; `playback` is the clock with its pause and speeds. All of that is values and pure functions.
`screen` draws it with Textual, and nothing else here knows of a terminal.
"""
