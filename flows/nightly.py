"""The nightly flow: sources -> build -> screen -> check -> publish. Tasks per source and per step, never per record.

Prefect is handed the run's id and source names only; what a night carries stays in this process.
"""

from datetime import UTC, datetime
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows import night as steps
from flows.night import Night

_NIGHTS: dict[str, Night] = {}
RUNNER: TaskRunner[PrefectFuture[Any]] = ThreadPoolTaskRunner(max_workers=16)  # type: ignore[assignment]


class TryAgain(Exception):  # noqa: N818 - Prefect's cue, nobody else sees it
    """The publisher could not be reached; what the night has made of that stands if no later try does better."""


def _is_worth_another_try(task: object, run: object, state: State[Any]) -> bool:
    return isinstance(state.result(raise_on_failure=False), TryAgain)


@task(
    name="ingest",
    cache_policy=NO_CACHE,
    persist_result=False,
    retries=2,
    retry_delay_seconds=[15, 60],
    retry_condition_fn=_is_worth_another_try,
)
def take_in(run: str, source: str) -> str:
    """One source: fetched, read, judged. A failure is a standing, not an exception; one of the network is tried again."""
    steps.take_in(_NIGHTS[run], source, datetime.now(UTC))
    standing = _NIGHTS[run].ingested[source]
    if standing.may_pass:
        raise TryAgain(standing.key)
    return standing.state


@task(name="ask", cache_policy=NO_CACHE, persist_result=False)
def look_up(run: str) -> None:
    steps.look_up_subjects(_NIGHTS[run], datetime.now(UTC))


@task(name="build", cache_policy=NO_CACHE, persist_result=False)
def build(run: str) -> None:
    steps.build(_NIGHTS[run])


@task(name="screen", cache_policy=NO_CACHE, persist_result=False)
def screen(run: str) -> None:
    steps.screen(_NIGHTS[run])


@task(name="check", cache_policy=NO_CACHE, persist_result=False)
def check(run: str) -> None:
    steps.check(_NIGHTS[run])


@task(name="publish", cache_policy=NO_CACHE, persist_result=False)
def publish(run: str) -> None:
    steps.publish_night(_NIGHTS[run])


@flow(name="ingest", task_runner=RUNNER, persist_result=False)
def ingest(run: str) -> None:
    """Every source of the catalogue; one that fails leaves its last good edition in use."""
    taken = [take_in.submit(run, name) for name in steps.taken_in(_NIGHTS[run].settings)]
    for one in taken:
        said: object = one.result(raise_on_failure=False)
        if isinstance(said, Exception) and not isinstance(said, TryAgain):  # the disk, not the publisher
            raise said
    look_up(run)


@flow(name="screen", persist_result=False)
def screen_and_publish(run: str) -> None:
    """What the sources said, against every subject; published when all checks pass."""
    with _NIGHTS[run].stack:
        build(run)
        screen(run)
        check(run)
    publish(run)


@flow(name="nightly", task_runner=RUNNER, persist_result=False)
def nightly(run: str) -> None:
    """One night. Calls the tasks of both flows, not the flows: a subflow costs 1 to 3 s."""
    ingest.fn(run)
    screen_and_publish.fn(run)


def run_with_prefect(night: Night) -> None:
    """Walk the night as a Prefect flow."""
    run = f"{night.as_of}-{id(night):x}"
    _NIGHTS[run] = night
    try:
        nightly(run)
    finally:
        del _NIGHTS[run]
