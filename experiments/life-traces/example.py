"""A small program with what programs have: a cache with a list in order of use, trees whose children know their parents, and objects that live for a moment.

    python3 example.py example.life-trace
"""

import random
import sys

from life_trace import Table, Traced, record


class Entry(Traced):
    FIELDS = ("newer", "older", "value")


class Node(Traced):
    FIELDS = ("parent", "left", "right")


def tree(depth, parent=None):
    node = Node()
    node.parent = parent
    if depth > 0:
        node.left = tree(depth - 1, node)
        node.right = tree(depth - 1, node)
    return node


def unlink(entry):
    newer = entry.newer
    older = entry.older
    if newer is not None:
        newer.older = older
    if older is not None:
        older.newer = newer
    entry.newer = None
    entry.older = None


def move_to_front(ends, entry):
    first = ends.newer
    if first is entry:
        return
    if ends.older is entry:
        ends.older = entry.newer
    unlink(entry)
    entry.older = first
    if first is not None:
        first.newer = entry
    else:
        ends.older = entry
    ends.newer = entry


def evict(ends, table, size):
    last = ends.older
    ends.older = last.newer
    unlink(last)
    table[last.key] = None


def program(requests, keys, capacity):
    numbers = random.Random(7)
    table = Table(keys)
    ends = Entry()
    size = 0
    for _ in range(requests):
        key = min(numbers.randrange(keys), numbers.randrange(keys))
        entry = table[key]
        if entry is None:
            if size == capacity:
                evict(ends, table, size)
                size -= 1
            entry = Entry()
            entry.key = key
            entry.value = tree(2)
            table[key] = entry
            size += 1
        move_to_front(ends, entry)
        found = entry.value.left.right
        found = None
        entry = None


if __name__ == "__main__":
    record(sys.argv[1], program, 60, 24, 8)
