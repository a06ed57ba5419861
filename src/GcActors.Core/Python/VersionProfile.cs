namespace GcActors.Core.Python;

/// <summary>
/// What differs between CPython versions, as facts (cpython-memory.md; 3.9.18, 3.12.1, 3.13.0, ordinary 64-bit builds). Code asks these, never the name.
/// </summary>
public sealed record VersionProfile
{
    private static readonly VersionProfile s_39 = new()
    {
        Name = "3.9",
        Thresholds = (700, 10, 10),
        CollectsInAllocation = true,
        HasAttributeDicts = true,
        CallKeepsTemporaries = true,
        HasImmortals = false,
        WeakRefTypeName = "weakref",
        LongestReusedTuple = 19,
        LongestKeptTuple = 19,
        WeakRefTupleFrom = 2,
        PoolGeometry = "3.9",
        SlotsBytes = 72,
        WeakRefBytes = 72,
        ObjectBytes = 48,
        ObjectRequestBytes = 48,
    };

    private static readonly VersionProfile s_312 = s_39 with
    {
        Name = "3.12",
        CollectsInAllocation = false,
        HasAttributeDicts = false,
        CallKeepsTemporaries = false,
        HasImmortals = true,
        WeakRefTypeName = "weakref.ReferenceType",
        LongestKeptTuple = 20,
        PoolGeometry = "3.10",
        SlotsBytes = 80,
        WeakRefBytes = 80,
        HasUnicodeKeyTables = true,
        RoundsKeyTablesByBits = true,
        PopOfLastFreesItems = true,
        InternedTextIsImmortal = true,
    };

    /// <summary>The versions that are known, oldest first.</summary>
    public static IReadOnlyList<VersionProfile> All { get; } =
    [
        s_39,
        s_39 with { Name = "3.10", PoolGeometry = "3.10", RoundsKeyTablesByBits = true },
        s_312 with
        {
            Name = "3.11",
            CollectsInAllocation = true,
            HasImmortals = false,
            PopOfLastFreesItems = false,
            ObjectBytes = 56,
            ObjectRequestBytes = 56,
            SlotsBytes = 72,
        },
        s_312,
        s_312 with
        {
            Name = "3.13",
            Thresholds = (2000, 10, 10),
            LongestReusedTuple = 20,
            WeakRefTupleFrom = 1,
            LooksAgainBeforeCollecting = true,
            DeletionKeepsRoom = true,
            InternedTextIsImmortal = false,
            RecursionAllowance = 9995,
            ObjectRequestBytes = 48 + 32 + 31 * 8,
        },
    ];

    /// <summary>Such as <c>3.12</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Default thresholds.</summary>
    public required (int T0, int T1, int T2) Thresholds { get; init; }

    /// <summary>A triggered collection runs inside the allocation, not at the next safe point (6.3).</summary>
    public required bool CollectsInAllocation { get; init; }

    /// <summary>The attributes of a plain instance live in a dict object that the first store makes.</summary>
    public required bool HasAttributeDicts { get; init; }

    /// <summary>The caller's temporaries live on beside the parameters until a call returns (scenario-language.md 5.5).</summary>
    public required bool CallKeepsTemporaries { get; init; }

    /// <summary>PEP 683.</summary>
    public required bool HasImmortals { get; init; }

    /// <summary>How debug output names the type of weak references.</summary>
    public required string WeakRefTypeName { get; init; }

    /// <summary>Longest tuple that is taken from its free list (3).</summary>
    public required int LongestReusedTuple { get; init; }

    /// <summary>Longest tuple that is put on its free list.</summary>
    public required int LongestKeptTuple { get; init; }

    /// <summary>From so many weak references on, a dying object makes a tuple for them (9.3).</summary>
    public required int WeakRefTupleFrom { get; init; }

    /// <summary>Sizes of pools and arenas, a value of <c>heap.pool_geometry</c>.</summary>
    public required string PoolGeometry { get; init; }

    /// <summary><c>sys.getsizeof</c> of an instance with four slots and weak references.</summary>
    public required int SlotsBytes { get; init; }

    /// <summary><c>sys.getsizeof</c> of a weak reference.</summary>
    public required int WeakRefBytes { get; init; }

    /// <summary><c>sys.getsizeof</c> of a plain instance.</summary>
    public required int ObjectBytes { get; init; }

    /// <summary>What a plain instance asks the allocator for.</summary>
    public required int ObjectRequestBytes { get; init; }

    /// <summary>Dicts whose keys are all text keep smaller key tables (3.11 on).</summary>
    public bool HasUnicodeKeyTables { get; init; }

    /// <summary><c>list.pop</c> of the only item gives the item array back, whatever its room (3.12 on).</summary>
    public bool PopOfLastFreesItems { get; init; }

    /// <summary><c>del list[i]</c> leaves the item array as it is (3.13); before, it shrinks as for any other change of length, and goes with the last item.</summary>
    public bool DeletionKeepsRoom { get; init; }

    /// <summary>How the size of a dict's key table is rounded up [Objects/dictobject.c, <c>calculate_log2_keysize</c>, 3.10 on].</summary>
    public bool RoundsKeyTablesByBits { get; init; }

    /// <summary>Interned text that no static table holds is immortal (3.12.0 to 3.12.6).</summary>
    public bool InternedTextIsImmortal { get; init; }

    /// <summary>A collection that waits for a safe point looks at <c>enabled</c> and <c>collecting</c> once more (3.12.3 and later).</summary>
    public bool LooksAgainBeforeCollecting { get; init; }

    /// <summary>What a statement starts with of the C recursion allowance that bounds nested deallocation; 0: nesting is counted instead (4.5).</summary>
    public int RecursionAllowance { get; init; }

    /// <summary>The profile of a version.</summary>
    /// <exception cref="ArgumentException">No such version; the message lists those known.</exception>
    public static VersionProfile Of(string version) => All.FirstOrDefault(p => p.Name == version)
        ?? throw new ArgumentException($"CPython {version} is not modelled; known are {string.Join(", ", All.Select(p => p.Name))}", nameof(version));
}
