"""Records what a Python program does with some of its objects as a life-trace file, which `gcactors locking-cost --tape FILE` and the workload trace-replay replay.

A skeleton to be copied and changed. Classes whose objects are to be seen derive from Traced and name their fields; a container of them is a Table.
References in locals come and go at line events, those in fields at the moment of the store or load. Python 3.9 to 3.13; slow (every line is looked at).
"""

import collections
import gc
import os
import sys
import threading
import weakref

OUTSIDE = (__file__, os.path.dirname(os.__file__), "<")


def is_program(frame):
    """Whether a frame is the recorded program's: neither the recorder's nor the standard library's."""
    return not frame.f_code.co_filename.startswith(OUTSIDE)


class Recorder:
    """Writes events of all threads, in the order in which they happened."""

    def __init__(self, out):
        self._out = out
        self._lock = threading.RLock()
        self._next = 0
        self._mutators = {}
        self._held = collections.defaultdict(collections.Counter)
        self._alive = weakref.WeakValueDictionary()
        self._write("life-trace 1")

    def _write(self, *words):
        self._out.write(" ".join(map(str, words)) + "\n")

    @property
    def mutator(self):
        return self._mutators.setdefault(threading.get_ident(), len(self._mutators))

    def allocated(self, o):
        with self._lock:
            number, self._next = self._next, self._next + 1
            object.__setattr__(o, "_number", number)
            self._alive[number] = o
            self._held[self.mutator][number] += 1
            self._write("a", self.mutator, number, len(o.FIELDS), max(0, sys.getsizeof(o)))
            weakref.finalize(o, self._died, number).atexit = False

    def _died(self, number):
        with self._lock:
            self._write("f", number)

    def stored(self, o, field, value):
        with self._lock:
            self._hold(o)
            target = "-"
            if value is not None:
                self._hold(value)
                target = value._number
            self._write("s", self.mutator, o._number, field, target)

    def loaded(self, o, field, value):
        if value is None:
            return
        with self._lock:
            self._hold(o)
            self._held[self.mutator][value._number] += 1
            self._write("c", self.mutator, value._number, o._number, field)

    def _hold(self, o):
        """Whoever works with an object holds it; a temporary may have been taken for dropped at the last line."""
        if self._held[self.mutator][o._number] == 0:
            self._gain(o._number)

    def _gain(self, number):
        held = self._held[self.mutator]
        if held[number] > 0:
            self._write("c", self.mutator, number)
        else:
            for holder in [n for n, count in held.items() if count > 0]:
                fields = self._alive[holder]._values
                for field, value in enumerate(fields):
                    if value is not None and value._number == number:
                        self._write("c", self.mutator, number, holder, field)
                        break
                else:
                    continue
                break
            else:
                raise RuntimeError(f"object {number} was reached by a way that is not recorded: keep such objects in fields of Traced, or in a Table")
        held[number] += 1

    def _reconcile(self, frame, returned=None):
        """Makes what the mutator is said to hold what its locals hold."""
        wanted = collections.Counter()
        while frame is not None:
            if is_program(frame):
                for value in frame.f_locals.values():
                    if isinstance(value, Traced):
                        wanted[value._number] += 1
            frame = frame.f_back
        if isinstance(returned, Traced):
            wanted[returned._number] += 1
        with self._lock:
            held = self._held[self.mutator]
            for number, count in wanted.items():
                for _ in range(count - held[number]):
                    self._gain(number)
            for number in list(held):
                for _ in range(held[number] - wanted[number]):
                    self._write("d", self.mutator, number)
                    held[number] -= 1
                if held[number] == 0:
                    del held[number]

    def _trace(self, frame, event, argument):
        if not is_program(frame):
            return None
        self._reconcile(frame, argument if event == "return" else None)
        return self._trace

    def _collected(self, phase, info):
        if phase == "start":
            with self._lock:
                self._write("g", info["generation"])

    def run(self, program, *arguments):
        """Runs a program under the recorder, its threads included."""
        gc.callbacks.append(self._collected)
        threading.settrace(self._trace)
        sys.settrace(self._trace)
        try:
            program(*arguments)
        finally:
            sys.settrace(None)
            threading.settrace(None)
            gc.callbacks.remove(self._collected)


RECORDER = None


class Traced:
    """An object with named fields, each with a Traced object or None; other attributes are its own affair."""

    FIELDS = ()
    __slots__ = ("_number", "_values", "__weakref__", "__dict__")

    def __new__(cls, *arguments, **named):
        o = super().__new__(cls)
        object.__setattr__(o, "_values", [None] * len(cls.FIELDS))
        RECORDER.allocated(o)
        return o

    def __setattr__(self, name, value):
        if name in self.FIELDS:
            self._put(self.FIELDS.index(name), value)
        else:
            object.__setattr__(self, name, value)

    def __getattr__(self, name):
        if name in self.FIELDS:
            return self._get(self.FIELDS.index(name))
        raise AttributeError(name)

    def _put(self, field, value):
        RECORDER.stored(self, field, value)
        self._values[field] = value

    def _get(self, field):
        value = self._values[field]
        RECORDER.loaded(self, field, value)
        return value


class Table(Traced):
    """A list of a fixed length."""

    def __new__(cls, length):
        sized = type("Table", (cls,), {"FIELDS": tuple(range(length)), "__new__": lambda c, n: Traced.__new__(c)})
        return Traced.__new__(sized)

    def __init__(self, length):
        pass

    def __getitem__(self, index):
        return self._get(index)

    def __setitem__(self, index, value):
        self._put(index, value)

    def __len__(self):
        return len(self.FIELDS)


def record(path, program, *arguments):
    """Runs program(*arguments) and writes what it did."""
    global RECORDER
    with open(path, "w") as out:
        RECORDER = Recorder(out)
        RECORDER.run(program, *arguments)
