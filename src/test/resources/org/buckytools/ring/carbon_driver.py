"""Answers as carbon's own router does. A request is a line of words parted by tabs:

names FILE HASH                         the names to be looked up, a line each, and the hash for all rings
ring REPLICAS DIVERSE HOST PORT INSTANCE ...   answers with 3 bytes a name: the owners' numbers, or 255
settings FILE SECTION                   answers with a line: the ring's settings in carbon.conf, as JSON

Hashes of names are kept, as in plain Python they take longer than all else. Debian has no mmh3 for carbon to import; without
it MurmurHash3 as published stands in for it.
"""

import json
import sys

from carbon import conf, hashing, routers, util

NO_OWNER = 255


class Murmur3:
    @staticmethod
    def hash(key):
        data = key.encode("utf-8")
        h, whole = 0, len(data) // 4 * 4

        def mix(k):
            k = k * 0xCC9E2D51 & 0xFFFFFFFF
            k = (k << 15 | k >> 17) & 0xFFFFFFFF
            return k * 0x1B873593 & 0xFFFFFFFF

        for i in range(0, whole, 4):
            h ^= mix(int.from_bytes(data[i:i + 4], "little"))
            h = (h << 13 | h >> 19) & 0xFFFFFFFF
            h = (h * 5 + 0xE6546B64) & 0xFFFFFFFF
        if whole < len(data):
            h ^= mix(int.from_bytes(data[whole:], "little"))
        h ^= len(data)
        h = (h ^ h >> 16) * 0x85EBCA6B & 0xFFFFFFFF
        h = (h ^ h >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
        h ^= h >> 16
        return h - (1 << 32) if h >> 31 else h


class Settings(dict):
    __getattr__ = dict.__getitem__


if hashing.mmh3 is None:
    hashing.mmh3 = Murmur3
carbon_hash = hashing.carbonHash
names, kind, kept, built = [], None, {}, {}


def kept_hash(key, hash_type):
    known = kept.get(key)
    return carbon_hash(key, hash_type) if known is None else known


hashing.carbonHash = kept_hash


class RingOf09(hashing.ConsistentHashRing):
    """As carbon had it up to 0.9, and buckyd has it: entries of the same position stay together."""

    def add_node(self, key):
        self.nodes.add(key)
        self.nodes_len = len(self.nodes)
        for i in range(self.replica_count):
            position = self.compute_ring_position("%s:%d" % (key, i))
            hashing.bisect.insort(self.ring, (position, key))
        self.ring_len = len(self.ring)


def build(nodes):
    router = routers.ConsistentHashingRouter(Settings(
        REPLICATION_FACTOR=1, DIVERSE_REPLICAS=False, ROUTER_HASH_TYPE=kind))
    if kind == "carbon":
        router.ring = RingOf09([])
    numbers = {}
    for i in range(0, len(nodes), 3):
        destination = (nodes[i], int(nodes[i + 1]), nodes[i + 2] or None)
        numbers[destination] = i // 3
        router.addDestination(destination)
    return router, numbers


def ring(replicas, diverse, *nodes):
    # carbon takes long to build one.
    if built.get("nodes") != nodes:
        built["nodes"], built["ring"] = nodes, build(nodes)
    router, numbers = built["ring"]
    router.replication_factor, router.diverse_replicas = int(replicas), diverse == "true"
    answer = bytearray()
    for name in names:
        owners = bytes(numbers[destination] for destination in router.getDestinations(name))
        if len(nodes) == 3:
            # carbon gives the only node of a ring twice, and so sends it each point twice.
            owners = owners[:1]
        answer += owners.ljust(3, bytes([NO_OWNER]))
    return bytes(answer)


def settings(path, *sections):
    read = conf.Settings()
    for section in sections:
        read.readFrom(path, section)
    return (json.dumps({
        "method": read.RELAY_METHOD, "hash": read.ROUTER_HASH_TYPE, "replicas": read.REPLICATION_FACTOR,
        "diverse": read.DIVERSE_REPLICAS,
        "nodes": [[host, port, instance or ""] for host, port, instance in util.parseDestinations(read.DESTINATIONS)],
    }) + "\n").encode()


for line in sys.stdin.buffer:
    command, *words = line.decode("utf-8").rstrip("\n").split("\t")
    if command == "names":
        kind = words[1]
        built.clear()
        with open(words[0], encoding="utf-8", newline="\n") as lines:
            names = [name.rstrip("\n") for name in lines]
        kept = {}
        kept = {name: carbon_hash(name, kind) for name in names}
    else:
        sys.stdout.buffer.write({"ring": ring, "settings": settings}[command](*words))
        sys.stdout.buffer.flush()
