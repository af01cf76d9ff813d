"""Alarm clocks of the ground: jobs of a killed worker are asked again."""

from datetime import timedelta

from procrastinate import JobContext
from procrastinate.contrib.django import app

STALLED_AFTER = timedelta(seconds=45)


@app.periodic(cron="* * * * *")
@app.task(name="ground.rescue", queue="house", queueing_lock="ground.rescue", pass_context=True)
async def rescue(context: JobContext, timestamp: int) -> None:
    """Every minute: whatever a dead worker left as `doing` is asked again. Every job may run twice."""
    await rescue_stalled(context.app.job_manager)


async def rescue_stalled(manager) -> int:  # type: ignore[no-untyped-def]
    """Ask again for the jobs whose worker shows no heartbeat for STALLED_AFTER; returns how many."""
    stalled = list(await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER.total_seconds()))
    for job in stalled:
        await manager.retry_job(job)
    return len(stalled)
