namespace GcActors.Tests.Telemetry.Console;

/// <summary>Pages as they must be.</summary>
internal static class Golden
{
    public const string Small = """
        gcactors 0.1.0 · trial 0123456789abcdef · commit feedc0d · host HOST · pid PID
        25 spans in trace ID
          4.10 ms  trial       trial  plan=cpython-3.12 workload=lists mutators=2
           890 µs  trial         set-up  iteration=0
          3.00 ms  trial         measured  iteration=0
          1.50 µs  mutator/1       hand over log  mutator=1 log.epoch=1
          21.0 µs  collector       collection  stop.id=1 generation=1 reason=threshold
           800 ns  mutator/0         request
          10.0 µs  collector         stop  stop.last=mutator/1 stop.last.activity="waits for the lock"
          2.00 µs  mutator/0           stop mutator  mutator=0 activity="runs a quantum"
          10.0 µs  mutator/1           stop mutator  mutator=1 activity="waits for the lock" !quantum ended +1.00 µs
          8.00 µs  collector         collect  collector=generational freed_objects=12
          2.00 µs  collector           collect phase  phase=update
          5.00 µs  collector           collect phase  phase=subtract
          1.00 µs  collector         resume
          21.0 µs  collector       collection  stop.id=2 generation=2 reason=threshold
           800 ns  mutator/0         request
          10.0 µs  collector         stop  stop.last=mutator/1 stop.last.activity="waits for the lock"
          2.00 µs  mutator/0           stop mutator  mutator=0 activity="runs a quantum"
          10.0 µs  mutator/1           stop mutator  mutator=1 activity="waits for the lock" !quantum ended +1.00 µs
          8.00 µs  collector         collect  collector=generational freed_objects=12
          2.00 µs  collector           collect phase  phase=update
          5.00 µs  collector           collect phase  phase=subtract
          1.00 µs  collector         resume
          40.0 µs  epoch           epoch  log.epoch=1 log.entries=4096
          30.0 µs  refcount/0        apply logs  <- hand over log mutator/1 <- (elsewhere)
          50.0 µs  trial         verify  error a count is below zero iteration=0

        the longest of 2 pauses
          21.0 µs  collection #1 of generation 1 for threshold in measured 0
             800 ns    4 %  request  mutator/0
            10.0 µs   48 %  stop     last was mutator/1, doing: waits for the lock
            8.00 µs   38 %  collect  most of it subtract, 5.00 µs
            1.00 µs    5 %  resume
          21.0 µs  collection #2 of generation 2 for threshold in measured 0
             800 ns    4 %  request  mutator/0
            10.0 µs   48 %  stop     last was mutator/1, doing: waits for the lock
            8.00 µs   38 %  collect  most of it subtract, 5.00 µs
            1.00 µs    5 %  resume
        """;

    public const string Folded = """
        gcactors 0.1.0 · trial 0123456789abcdef · commit feedc0d · host HOST · pid PID
        9,007 spans in trace ID
           1.00 s  trial       trial  plan=cpython-3.12 workload=lists mutators=2
           890 µs  trial         set-up  iteration=0
           1.00 s  trial         measured  iteration=0
          1.50 µs  mutator/1       hand over log  mutator=1 log.epoch=1
          21.0 µs  collector       collection  stop.id=1 generation=1 reason=threshold
           800 ns  mutator/0         request
          10.0 µs  collector         stop  stop.last=mutator/1 stop.last.activity="waits for the lock"
          2.00 µs  mutator/0           stop mutator  mutator=0 activity="runs a quantum"
          10.0 µs  mutator/1           stop mutator  mutator=1 activity="waits for the lock" !quantum ended +1.00 µs
          8.00 µs  collector         collect  collector=generational freed_objects=12
          2.00 µs  collector           collect phase  phase=update
          5.00 µs  collector           collect phase  phase=subtract
          1.00 µs  collector         resume
          21.0 µs  collector       collection  stop.id=2 generation=2 reason=threshold
           800 ns  mutator/0         request
          10.0 µs  collector         stop  stop.last=mutator/1 stop.last.activity="waits for the lock"
          2.00 µs  mutator/0           stop mutator  mutator=0 activity="runs a quantum"
          10.0 µs  mutator/1           stop mutator  mutator=1 activity="waits for the lock" !quantum ended +1.00 µs
          8.00 µs  collector         collect  collector=generational freed_objects=12
          2.00 µs  collector           collect phase  phase=update
          5.00 µs  collector           collect phase  phase=subtract
          1.00 µs  collector         resume
           411 µs  collector       collection  stop.id=7 generation=1 reason=threshold
           800 ns  mutator/0         request
           400 µs  collector         stop  stop.last=mutator/1 stop.last.activity="waits for the lock"
          2.00 µs  mutator/0           stop mutator  mutator=0 activity="runs a quantum"
           400 µs  mutator/1           stop mutator  mutator=1 activity="waits for the lock" !quantum ended +1.00 µs
          8.00 µs  collector         collect  collector=generational freed_objects=12
          2.00 µs  collector           collect phase  phase=update
          5.00 µs  collector           collect phase  phase=subtract
          1.00 µs  collector         resume
                                   … 997 more collection, median 21.0 µs, together 20.9 ms
          40.0 µs  epoch           epoch  log.epoch=1 log.entries=4096
          30.0 µs  refcount/0        apply logs  <- hand over log mutator/1 <- (elsewhere)
          50.0 µs  trial         verify  error a count is below zero iteration=0

        the longest of 1,000 pauses
           411 µs  collection #7 of generation 1 for threshold in measured 0
             800 ns    0 %  request  mutator/0
             400 µs   97 %  stop     last was mutator/1, doing: waits for the lock
            8.00 µs    2 %  collect  most of it subtract, 5.00 µs
            1.00 µs    0 %  resume
          21.0 µs  collection #1 of generation 1 for threshold in measured 0
             800 ns    4 %  request  mutator/0
            10.0 µs   48 %  stop     last was mutator/1, doing: waits for the lock
            8.00 µs   38 %  collect  most of it subtract, 5.00 µs
            1.00 µs    5 %  resume
          21.0 µs  collection #2 of generation 2 for threshold in measured 0
             800 ns    4 %  request  mutator/0
            10.0 µs   48 %  stop     last was mutator/1, doing: waits for the lock
            8.00 µs   38 %  collect  most of it subtract, 5.00 µs
            1.00 µs    5 %  resume
        """;

    public const string Metrics = """
        GcActors.Core
          cpython.gc.collections       generation=0            1,000 {collection}
          gcactors.wait.duration       mutator=1 wait.for=gil  12.5 ms
          gcactors.heap.size                                   3.00 MiB
          gcactors.heap.fragmentation                          0.125
          gcactors.gc.pause.duration   generation=2            1,000 × p50 117 µs  p99 205 µs  max 4.00 ms  |▂▄█▆   ▁|  4.00 ms in collection #7
        """;
}
