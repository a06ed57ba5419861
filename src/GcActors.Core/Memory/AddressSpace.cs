using System.Diagnostics;

namespace GcActors.Core.Memory;

/// <summary>
/// One contiguous reserved range that holds a whole heap: arenas grow from the bottom, large objects live in the upper half. Granule 0 is never used,
/// so that 0 means null. Every mapped byte is counted here, and only here.
/// </summary>
public sealed unsafe class AddressSpace : IDisposable
{
    public const long DefaultReservedBytes = 64L << 30;
    private readonly bool _hugePages;
    private byte* _base;
    private long _mappedBytes;
    private long _peakMappedBytes;

    /// <param name="geometry">Pool and arena sizes.</param>
    /// <param name="limitBytes">Bytes that may be mapped at once; 0: as many as are reserved.</param>
    /// <param name="hugePages">Whether mapped ranges ask for huge pages.</param>
    /// <param name="reservedBytes">Size of the range, at most 64 GiB.</param>
    public AddressSpace(PoolGeometry geometry, long limitBytes = 0, bool hugePages = false, long reservedBytes = DefaultReservedBytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reservedBytes, DefaultReservedBytes);
        Geometry = geometry;
        ReservedBytes = reservedBytes;
        LimitBytes = limitBytes == 0 ? reservedBytes : limitBytes;
        _hugePages = hugePages;
        _base = VirtualMemory.Reserve(reservedBytes, 2 << 20);
    }

    public PoolGeometry Geometry { get; }

    public long ReservedBytes { get; }

    public long LimitBytes { get; }

    /// <summary>Bytes of arenas and large objects mapped now.</summary>
    public long MappedBytes => Volatile.Read(ref _mappedBytes);

    public long PeakMappedBytes => Volatile.Read(ref _peakMappedBytes);

    public byte* Base => _base;

    /// <summary>First byte of the large-object half.</summary>
    internal long LargeOffset => ReservedBytes / 2;

    /// <summary>Granules of the whole range: the length of a side table.</summary>
    internal long Granules => ReservedBytes / PoolGeometry.GranuleBytes;

    /// <summary>Maps a range, or answers false when the heap limit forbids it.</summary>
    internal bool TryMap(long offset, long bytes)
    {
        long now = Interlocked.Add(ref _mappedBytes, bytes);
        if (now > LimitBytes)
        {
            Interlocked.Add(ref _mappedBytes, -bytes);
            return false;
        }

        VirtualMemory.Commit(_base + offset, bytes);
        if (_hugePages)
        {
            VirtualMemory.AdviseHugePages(_base + offset, bytes, wanted: true);
        }

        RaisePeak(now);
        return true;
    }

    /// <summary>Returns a range to the system; an access to it faults from now on.</summary>
    internal void Unmap(long offset, long bytes)
    {
        VirtualMemory.Decommit(_base + offset, bytes);
        long now = Interlocked.Add(ref _mappedBytes, -bytes);
        Debug.Assert(now >= 0, "more bytes were unmapped than mapped");
    }

    /// <summary>Restarts the peak at what is mapped now.</summary>
    internal void ResetPeak() => Volatile.Write(ref _peakMappedBytes, MappedBytes);

    public void Dispose()
    {
        if (_base != null)
        {
            VirtualMemory.Release(_base, ReservedBytes);
            _base = null;
        }
    }

    private void RaisePeak(long now)
    {
        long peak;
        while ((peak = Volatile.Read(ref _peakMappedBytes)) < now && Interlocked.CompareExchange(ref _peakMappedBytes, now, peak) != peak)
        {
        }
    }
}
