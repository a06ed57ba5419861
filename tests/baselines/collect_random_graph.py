"""The random graph of workloads.md 5.2 under a real CPython: what gc.collect() costs, live and as garbage.

    python3 collect_random_graph.py [--nodes N] [--edges K] [--repeat R]

Nodes are lists of K references. Prints one JSON object; times are medians, per object (garbage: per collected object, freeing included).
"""
import argparse
import gc
import json
import platform
import statistics
import time


def build(nodes, edges):
    """T[u] = node u, then K references a node to nodes drawn by the LCG, seed 42."""
    table = [[None] * edges for _ in range(nodes)]
    x = 42
    for u in range(nodes):
        node = table[u]
        for j in range(edges):
            x = (6364136223846793005 * x + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
            node[j] = table[((x >> 32) * nodes) >> 32]
    return table


def collect():
    start = time.perf_counter_ns()
    collected = gc.collect()
    return time.perf_counter_ns() - start, collected


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--nodes", type=int, default=1_000_000)
    parser.add_argument("--edges", type=int, default=3)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    gc.disable()
    live, garbage, collected = [], [], 0
    for _ in range(options.repeat):
        table = build(options.nodes, options.edges)
        collect()
        live.append(min(collect()[0] for _ in range(2)) / options.nodes)
        del table
        elapsed, collected = collect()
        garbage.append(elapsed / max(1, collected))
    print(json.dumps({
        "python": platform.python_version(),
        "nodes": options.nodes,
        "edges": options.edges,
        "live_ns_per_object": round(statistics.median(live), 2),
        "garbage_ns_per_object": round(statistics.median(garbage), 2),
        "collected": collected,
    }))


if __name__ == "__main__":
    main()
