"""carbon-cache that also tells which points it has written, and which it gave up.

The first argument is a file; a line is added to it after each attempt, with the times of the points:

    written METRIC TIME...
    refused METRIC TIME...

All other arguments are carbon-cache's. Nothing of what carbon does is changed.
"""

import os
import sys

from carbon import cache, database
from carbon.util import run_twistd_plugin

ledger = os.open(sys.argv.pop(1), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
drained = []
plain_drain = cache._MetricCache.drain_metric
plain_create = database.WhisperDatabase.create
plain_write = database.WhisperDatabase.write


def tell(outcome, metric, points):
    times = " ".join(str(int(time)) for time, _ in points)
    os.write(ledger, ("%s %s %s\n" % (outcome, metric, times)).encode())


def drain(self):
    # There is one thread that writes.
    metric, drained[:] = plain_drain(self)
    return metric, list(drained)


def create(self, metric, *rest):
    try:
        plain_create(self, metric, *rest)
    except BaseException:
        tell("refused", metric, drained)
        raise


def write(self, metric, datapoints):
    points = list(datapoints)
    try:
        plain_write(self, metric, points)
    except BaseException:
        tell("refused", metric, points)
        raise
    tell("written", metric, points)


cache._MetricCache.drain_metric = drain
database.WhisperDatabase.create = create
database.WhisperDatabase.write = write
run_twistd_plugin("/usr/bin/carbon-cache")
