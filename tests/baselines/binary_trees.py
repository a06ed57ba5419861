"""binary-trees on a real CPython; program and rules: src/GcActors.Core/Workloads/BinaryTrees.cs.

python3 binary_trees.py N [nogc]
"""
import gc
import json
import platform
import sys
import time


def make(depth):
    if depth == 0:
        return [None, None]
    return [make(depth - 1), make(depth - 1)]


def check(o):
    left, right = o
    n = 1
    if left is not None:
        n += check(left)
    if right is not None:
        n += check(right)
    return n


def main():
    top = max(6, int(sys.argv[1]) if len(sys.argv) > 1 else 14)
    if sys.argv[2:] == ["nogc"]:
        gc.disable()
    start = time.perf_counter_ns()
    nodes = 2 ** (top + 2) - 1
    checked = check(make(top + 1))
    kept = make(top)
    nodes += 2 ** (top + 1) - 1
    for depth in range(4, top + 1, 2):
        rounds = 2 ** (top - depth + 4)
        for _ in range(rounds):
            checked += check(make(depth))
        nodes += rounds * (2 ** (depth + 1) - 1)
    checked += check(kept)
    ns = time.perf_counter_ns() - start
    assert checked == nodes
    print(json.dumps({"program": "binary_trees.py", "python": platform.python_version(), "collector": gc.isenabled(), "depth": top,
                      "nodes": nodes, "ns_per_node": round(ns / nodes, 2)}))


main()
