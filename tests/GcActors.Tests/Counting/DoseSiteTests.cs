using GcActors.Core.Counting;
using GcActors.Core.Objects;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using GcActors.Tests.Protocol;
using Xunit;

namespace GcActors.Tests.Counting;

/// <summary>A known cost is paid as often as its site says, and refused where the strategy has no such site.</summary>
public unsafe class DoseSiteTests
{
    [Fact]
    public void Inside_a_lock_it_is_paid_once_a_lock()
    {
        Assert.Equal(PaidBy<GlobalLock<WordLock>>(), LocksOf<GlobalLock<WordLock>>());
        Assert.Equal(PaidBy<ObjectLock<StripedLocks>>(), LocksOf<ObjectLock<StripedLocks>>());
        Assert.Equal(0, PaidBy<Atomic<QuietSlots>>());
    }

    /// <summary>With one mutator and one refcount actor an epoch is five messages: wanted, by the mutator or by a stop; ended; passed; to be applied; applied.</summary>
    [Theory]
    [InlineData("snapshot")]
    [InlineData("counted")]
    public void At_each_message_it_is_paid_by_who_receives_it(string variant)
    {
        TrialReport report = Run("message", variant);
        Assert.True(report.Extra["epochs"] > 4);
        Assert.Equal(5 * report.Extra["epochs"], report.Extra["doses"]);
    }

    [Theory]
    [InlineData("snapshot")]
    [InlineData("counted")]
    public void For_each_log_entry_it_is_paid_by_who_hands_it_over(string variant)
    {
        TrialReport report = Run("log-entry", variant);
        Assert.True(report.Extra["doses"] > 1000);
        Assert.Equal(report.Extra["log_increments"] + report.Extra["log_decrements"], report.Extra["doses"]);
    }

    [Fact]
    public void Elsewhere_nobody_counts_any() => Assert.DoesNotContain("doses", Run("none", "snapshot").Extra.Keys);

    [Theory]
    [InlineData("gil", "locked", "inside the one lock; use operation")]
    [InlineData("atomic", "locked", "takes no lock around counts")]
    [InlineData("object-lock", "message", "sends no messages of epochs")]
    [InlineData("atomic", "log-entry", "keeps no logs")]
    public void Where_there_is_no_such_site_it_is_refused_with_what_would_do(string strategy, string site, string because)
    {
        TrialSettings settings = TrialRuns.Small("binary-trees", strategy);
        settings = settings with { Counting = settings.Counting with { DoseSite = site, DoseNs = 8 } };
        Preflight.Finding refusal = Assert.Single(Preflight.Check(settings), f => !f.IsWarning);
        Assert.Equal(("counting.dose_site", true), (refusal.Key, refusal.Message.Contains(because, StringComparison.Ordinal)));
    }

    private static TrialReport Run(string site, string variant)
    {
        TrialSettings settings = TrialRuns.Small("lists", "buffered");
        TrialReport report = TrialRuns.Run(settings with { Counting = settings.Counting with { Variant = variant, LogBytes = 256, DoseSite = site, DoseNs = 0 } });
        Assert.Equal(TrialOutcome.Passed, report.Outcome);
        return report;
    }

    /// <summary>Doses of one operation of each kind.</summary>
    private static int PaidBy<TCounter>()
        where TCounter : struct, IRefCounter<TCounter>
    {
        CountingMemory.Paid = 0;
        Operate<TCounter>();
        return CountingMemory.Paid;
    }

    private static int LocksOf<TCounter>()
        where TCounter : struct, IRefCounter<TCounter>
    {
        var report = new Dictionary<string, double>();
        Operate<TCounter>().AddTo(report);
        return (int)report["lock_acquisitions"];
    }

    private static TCounter Operate<TCounter>()
        where TCounter : struct, IRefCounter<TCounter>
    {
        using var heap = new Heap(new HeapSettings(), poison: false, countsAllAllocations: false);
        using var words = new CountMemory(heap, 1);
        byte* cells = stackalloc byte[64];
        new Span<byte>(cells, 64).Clear();
        var o = (ObjectHeader*)cells;
        uint slot = 2;
        TCounter counter = TCounter.Create(words.Space, 0);
        counter.Alloc(o);
        counter.Alloc(PlainCount.At(cells, 2));
        counter.Copy<CountingMemory>(o);
        counter.Load<CountingMemory>(cells, o, ref slot);
        counter.Store<CountingMemory>(o, ref slot, 0);
        counter.Drop<CountingMemory>(o);
        return counter;
    }

    private readonly struct CountingMemory : IMemoryAccess
    {
        public static int Paid { get; set; }

        public static int Read(ref int word) => DirectMemory.Read(ref word);

        public static uint Read(ref uint word) => DirectMemory.Read(ref word);

        public static void Write(ref int word, int value) => DirectMemory.Write(ref word, value);

        public static void Write(ref uint word, uint value) => DirectMemory.Write(ref word, value);

        public static int Add(ref int word, int value) => DirectMemory.Add(ref word, value);

        public static int Exchange(ref int word, int value) => DirectMemory.Exchange(ref word, value);

        public static uint Exchange(ref uint word, uint value) => DirectMemory.Exchange(ref word, value);

        public static int CompareExchange(ref int word, int value, int expected) => DirectMemory.CompareExchange(ref word, value, expected);

        public static bool TryLock(ref int word) => DirectMemory.TryLock(ref word);

        public static nint Inside()
        {
            Paid++;
            return 0;
        }

        public static void Await(ref int word, int value) => DirectMemory.Await(ref word, value);
    }
}
