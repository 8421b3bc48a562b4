"""Runs Graphite's whisper on behalf of a test.

Reads one JSON object a line from stdin, {"op": NAME, ...}, and answers each with one line:
{"result": ...} or {"error": TYPE, "message": TEXT}. A float64 travels as the 16 hex digits of its
bits, so that NaN, -0.0 and the last bit survive; None travels as null.
"""

import builtins
import contextlib
import io
import json
import os
import runpy
import signal
import struct
import sys
import time

import whisper

real_time = time.time
answers = os.fdopen(os.dup(1), 'w', buffering=1)
os.dup2(2, 1)  # Whatever the library prints must not look like an answer.

if sys.version_info >= (3, 12):
  # Newer Pythons compensate for rounding in sum(): the last bits then depend on the interpreter.
  # Hold the library to what it computes everywhere else.
  def plain_sum(values):
    total = 0
    for value in values:
      total += value
    return total
  whisper.sum = plain_sum


def bits(value):
  return None if value is None else struct.pack('!d', value).hex()


def number(text):
  return struct.unpack('!d', bytes.fromhex(text))[0]


def points(pairs):
  return [(t, number(v)) for t, v in pairs]


def create(path, archives, xff, aggregation, sparse):
  whisper.create(path, [tuple(a) for a in archives], number(xff), aggregation, sparse)


def update(path, value, time, now):
  whisper.update(path, number(value), time, now)


def update_many(path, pairs, now):
  whisper.update_many(path, points(pairs), now)


def fetch(path, start, end, now, step):
  answer = whisper.fetch(path, start, end, now, step)
  if answer is None:
    return None
  (start, end, step), values = answer
  return {'from': start, 'until': end, 'step': step, 'values': [bits(v) for v in values]}


def info(path):
  answer = whisper.info(path)
  if answer is not None:
    answer['xFilesFactor'] = bits(answer['xFilesFactor'])
  return answer


def dump(path):
  with open(path, 'rb') as file:
    data = file.read()
  archives = []
  for archive in whisper.info(path)['archives']:
    slots = range(archive['offset'], archive['offset'] + archive['size'], whisper.pointSize)
    archives.append([[t, bits(v)] for t, v in (
        struct.unpack_from(whisper.pointFormat, data, at) for at in slots)])
  return archives


def merge(source, target, start, end, now):
  whisper.merge(source, target, start, end, now)


def diff(left, right, ignore_empty, until, now):
  return [
      {'archive': number, 'points': count, 'differing': [[t, bits(a), bits(b)] for t, a, b in found]}
      for number, found, count in whisper.diff(left, right, ignore_empty, until, now)]


def parse(text):
  return whisper.parseRetentionDef(text)


def validate(archives):
  archives = [tuple(a) for a in archives]
  whisper.validateArchiveList(archives)
  return archives


def aggregate(method, known, neighbours):
  return bits(whisper.aggregate(
      method, [number(v) for v in known], [v and number(v) for v in neighbours]))


def script(path, arguments, now):
  """Runs one of the whisper-* commands in this process, as if it were now; now null: the real time.

  Gives its exit status and what it printed.
  """
  printed = io.StringIO()
  status = 0
  before = sys.argv
  lock = whisper.LOCK
  if now is not None:
    time.time = lambda: now
  sys.argv = [path] + arguments
  try:
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
      runpy.run_path(path, run_name='__main__')
  except SystemExit as end:
    status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
  finally:
    sys.argv = before
    time.time = real_time
    whisper.LOCK = lock
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
  return {'status': status, 'output': printed.getvalue()}


def lock(on):
  whisper.LOCK = on


def ordered(on):
  # update_many walks a set of coarse intervals, in whatever order the interpreter keeps them.
  whisper.set = (lambda values: sorted(builtins.set(values))) if on else builtins.set


operations = {f.__name__: f for f in (
    create, update, update_many, fetch, info, dump, merge, diff, parse, validate, aggregate, script,
    lock, ordered)}

for line in sys.stdin:
  request = json.loads(line)
  try:
    answer = {'result': operations[request.pop('op')](**request)}
  except Exception as failure:
    answer = {'error': type(failure).__name__, 'message': str(failure)}
  answers.write(json.dumps(answer) + '\n')
