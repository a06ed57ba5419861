"""Prints what of a log of trials does not depend on clocks, hosts, or which process ran it: a row a line, by key, so that two runs can be compared."""
import json
import sys

# wall_ns stays: the sweep is simulated, and its time is virtual. Which code it was is in assembly_hash.
ELSE = {"started_utc", "load_before", "shard", "node", "host", "host_hash", "cpu_ns", "commit", "dirty"}


def strip(value):
    if isinstance(value, dict):
        return {key: strip(item) for key, item in value.items() if key not in ELSE}
    return [strip(item) for item in value] if isinstance(value, list) else value


rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
for row in sorted(rows, key=lambda row: row["key"]):
    print(json.dumps(strip(row), sort_keys=True))
