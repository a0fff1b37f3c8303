"""Clusters started here give their workers what loky's have, and leave a program's own alone."""

import pytest
import worker_calls

from engine.batch.workers import Workers

#: A Ray cluster takes half a minute to start and to end.
CLUSTERS = ["dask", pytest.param("ray", marks=pytest.mark.slow)]


@pytest.mark.parametrize("backend", CLUSTERS)
def test_workers_keep_their_memory_use_one_core_and_find_the_code(backend, monkeypatch):
    pytest.importorskip({"dask": "distributed"}.get(backend, backend))
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    made = dict(Workers(2, backend).run(worker_calls.conditions, range(4), lambda g, e: e))
    assert made == dict.fromkeys(range(4), (None, "1", 0))


@pytest.mark.slow
def test_ray_that_the_program_has_initialised_stays_so():
    ray = pytest.importorskip("ray")
    ray.init(num_cpus=2, include_dashboard=False)
    try:
        made = dict(Workers(2, "ray").run(abs, [-1, 2, -3], lambda g, e: e))
        assert made == {-1: 1, 2: 2, -3: 3}
        assert ray.is_initialized()
    finally:
        ray.shutdown()
