namespace GcActors.Core.Memory;

/// <summary>
/// Sizes of pools and arenas by CPython version [Objects/obmalloc.c; 3.12+: pycore_obmalloc.h]. Size classes are 16 bytes apart up to 512;
/// a pool serves one class and starts with a header of 48 bytes.
/// </summary>
/// <param name="PoolBytes">4 KiB up to 3.9, 16 KiB later.</param>
/// <param name="ArenaBytes">256 KiB up to 3.9, 1 MiB later.</param>
public readonly record struct PoolGeometry(int PoolBytes, int ArenaBytes)
{
    public const int GranuleBytes = 16;
    public const int GranuleShift = 4;
    public const int HeaderBytes = 48;
    public const int LargestSmallBytes = 512;
    public const int SizeClasses = LargestSmallBytes / GranuleBytes;

    /// <summary>CPython up to 3.9.</summary>
    public static PoolGeometry Python39 { get; } = new(4 << 10, 256 << 10);

    /// <summary>CPython 3.10 and later.</summary>
    public static PoolGeometry Python310 { get; } = new(16 << 10, 1 << 20);

    public int PoolsPerArena => ArenaBytes / PoolBytes;

    public int PoolGranules => PoolBytes / GranuleBytes;

    /// <summary>Cells of <paramref name="bytes"/> (a multiple of 16, 16..512) in a pool.</summary>
    public int CellsPerPool(int bytes) => (PoolBytes - HeaderBytes) / bytes;

    /// <summary>The geometry named by the setting <c>heap.pool_geometry</c>.</summary>
    public static PoolGeometry Named(string name) => name switch
    {
        "3.9" => Python39,
        "3.10" => Python310,
        _ => throw new ArgumentException($"unknown pool geometry '{name}', known are 3.9 and 3.10", nameof(name)),
    };
}
