"""A Dask cluster of separate processes and a PostgreSQL gradebook give the points that this machine gives alone."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest

from attention_course.grading.batch import Grader
from conftest import postgresql as programs
from tests.grading import course

WRONG = {**course.RIGHT, "row_means": "def row_means(A):\n    return np.asarray(A).mean(axis=0)"}


@contextlib.contextmanager
def postgresql():
    """A server with a folder of its own, on loopback; gives the URL of its database."""
    with tempfile.TemporaryDirectory(prefix="postgresql-") as folder:  # not in pytest's, which is closed to others
        options = {"capture_output": True, "text": True, "check": True, "cwd": "/"}
        if os.getuid() == 0:  # the server refuses to be root
            shutil.chown(folder, "nobody")
            options["user"] = "nobody"
        with _running(programs(), Path(folder, "data"), options) as url:
            yield url


@contextlib.contextmanager
def _running(programs, data, options):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    subprocess.run([programs / "initdb", "-D", data, "-U", "grader", "-A", "trust", "--no-sync"], **options)
    listen = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
    subprocess.run(
        [programs / "pg_ctl", "-D", data, "-w", "-l", data / "log", "-o", listen, "start"],
        **{**options, "capture_output": False, "stdout": subprocess.DEVNULL},
    )
    try:
        yield f"postgresql+psycopg://grader@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"], **options)


@pytest.mark.filterwarnings("default")  # of Dask and its parts
@pytest.mark.postgresql
@pytest.mark.sandbox
def test_a_cluster_with_postgresql_gives_the_same_points(fresh_course):
    import distributed

    folder, release = fresh_course
    for number in range(6):
        course.hand_in(folder, f"student{number}", course.answered(release, **[course.RIGHT, WRONG, {}][number % 3]))
    course.hand_in(folder, "broken", "{")
    with Grader(folder) as grader:
        alone = grader.grade(feedback=False)
    with postgresql() as url:
        shutil.rmtree(folder / "autograded")
        course.generate(folder, url)
        cluster = distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None)
        with cluster, distributed.Client(cluster) as client, Grader(folder, db_url=url, workers=4) as grader:
            graded = grader.grade(executor=client.get_executor(), feedback=False)
            who = client.run(os.getpid)
            assert grader.grade(executor=client.get_executor(), feedback=False).new == 0
        assert len(set(who.values())) == 2 and os.getpid() not in who.values()
        assert graded.failed == [] and graded.rows == alone.rows
        assert course.scores(folder, url) == course.scores(folder)
