"""What people should know about a run besides its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ccadmin.call import Call
    from ccadmin.simulation import Plan, Run
    from ccadmin.tenant.chat_allocation import Allocated


def mention(call: Call, plan: Plan, run: Run) -> None:
    """Say on standard error what is odd about the run."""
    from ccadmin.engine import build_state

    console = call.console
    if run.file.unknown:
        console.note(f"carried through untouched: {', '.join(run.file.unknown)}")
    if run.file.rejected.height:
        kept = f", kept in {plan.rejects}" if plan.rejects else ""
        console.warn(f"{run.file.rejected.height} bad rows were left out{kept}")
        for problem in run.file.problems:
            console.warn(str(problem))
    silent = run.members_without_device()
    if silent:
        console.warn(f"nothing rings, so no calls: {', '.join(silent)}")
    if run.away:
        names = ", ".join(run.away)
        console.note(
            f"left out for the whole run: {names}"
            if plan.use_status
            else f"status is ignored without --use-status: {names}"
        )
    if run.asked is not None:
        console.note(_told_of_servers(run.asked, allowed=plan.allow_callbacks))
    state = build_state()
    if state in {"stale", "broken"}:
        console.warn(
            f"the compiled engine is {state} and steps aside; build it again: pip install ."
        )
    count = len(run.file.contacts.arrived)
    noun = "contact" if count == 1 else "contacts"
    console.note(f"{count:,} {noun}, {run.outcomes.mode} engine")


def _told_of_servers(asked: Allocated, *, allowed: bool) -> str:
    """How many chats business servers decided, and why not the others."""
    noun = "chat" if asked.chats == 1 else "chats"
    fallen = sum(asked.fallbacks.values())
    if not allowed:
        return (
            f"{fallen:,} {noun} used the fallback of a business server, which was not asked "
            "(--allow-callbacks asks)"
        )
    told = f"business servers decided {asked.chats - fallen:,} of {asked.chats:,} {noun}"
    if not fallen:
        return told
    reasons = ", ".join(f"{times:,} {reason}" for reason, times in asked.fallbacks.items())
    return f"{told}; {fallen:,} used the fallback: {reasons}"
