"""carbon-cache that also tells which points it has written, and which it gave up.

The first argument is a file; a line is added to it after each attempt, with the times of the points:

    written METRIC TIME...
    refused METRIC TIME...

All other arguments are carbon-cache's. Nothing of what carbon does is changed. If there is a file of the same name with
".moments" behind, it gets the SHA-1 of each file after each writing: METRIC SHA-1.
"""

import hashlib
import os
import sys

from carbon import cache, database
from carbon.util import run_twistd_plugin

ledger_name = sys.argv.pop(1)
ledger = os.open(ledger_name, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
moments = None
if os.path.exists(ledger_name + ".moments"):
    moments = os.open(ledger_name + ".moments", os.O_WRONLY | os.O_APPEND)
drained = []
plain_drain = cache._MetricCache.drain_metric
plain_create = database.WhisperDatabase.create
plain_write = database.WhisperDatabase.write


def tell(outcome, metric, points):
    times = " ".join(str(int(time)) for time, _ in points)
    os.write(ledger, ("%s %s %s\n" % (outcome, metric, times)).encode())


def tell_moment(database, metric):
    if moments is not None:
        with open(database.getFilesystemPath(metric), "rb") as file:
            digest = hashlib.sha1(file.read()).hexdigest()
        os.write(moments, ("%s %s\n" % (metric, digest)).encode())


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
    tell_moment(self, metric)


def write(self, metric, datapoints):
    points = list(datapoints)
    try:
        plain_write(self, metric, points)
    except BaseException:
        tell("refused", metric, points)
        raise
    tell_moment(self, metric)
    tell("written", metric, points)


cache._MetricCache.drain_metric = drain
database.WhisperDatabase.create = create
database.WhisperDatabase.write = write
run_twistd_plugin("/usr/bin/carbon-cache")
