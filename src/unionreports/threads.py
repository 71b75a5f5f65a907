"""One thread for linear algebra: sums in another order would change the last digits, and with them the bytes of tables."""

from functools import lru_cache

from threadpoolctl import ThreadpoolController


def one_thread():
    """Context in which BLAS and OpenMP use one thread.

    `threadpoolctl.threadpool_limits` looks for the pools of the process at every call, which takes 6 ms: as long as a small fit.
    """
    return _controller().limit(limits=1)


@lru_cache(maxsize=1)
def _controller() -> ThreadpoolController:
    # Each brings a thread pool of its own, and only pools that are loaded can be held: so they are loaded first. Here, and
    # not above, since to load them takes longer than to read ten pages, for which none is needed.
    import numpy.linalg  # noqa: F401
    import scipy.linalg  # noqa: F401
    import sklearn.cluster  # noqa: F401

    return ThreadpoolController()
