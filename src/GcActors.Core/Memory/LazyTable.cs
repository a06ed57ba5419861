namespace GcActors.Core.Memory;

/// <summary>A table over reserved address space: zero everywhere, memory only where it was touched, never moved. For side tables indexed by granule
/// and for growing arrays on paths that must not allocate managed memory.</summary>
internal sealed unsafe class LazyTable<T> : IDisposable
    where T : unmanaged
{
    private readonly long _bytes;
    private T* _entries;

    public LazyTable(long length, bool hugePages = false)
    {
        _bytes = (length * sizeof(T) + VirtualMemory.PageBytes - 1) / VirtualMemory.PageBytes * VirtualMemory.PageBytes;
        byte* start = VirtualMemory.Reserve(_bytes, hugePages ? 2 << 20 : VirtualMemory.PageBytes);
        VirtualMemory.Commit(start, _bytes);
        VirtualMemory.AdviseHugePages(start, _bytes, hugePages);
        _entries = (T*)start;
        Length = length;
    }

    public long Length { get; }

    public T* Entries => _entries;

    /// <summary>Returns the memory of all entries, which read as zero afterwards, on systems that can; else clears the first <paramref name="used"/>.</summary>
    public void Reset(long used)
    {
        long bytes = Math.Min(_bytes, (used * sizeof(T) + VirtualMemory.PageBytes - 1) / VirtualMemory.PageBytes * VirtualMemory.PageBytes);
        if (bytes == 0)
        {
            return;
        }

        if (OperatingSystem.IsLinux())
        {
            VirtualMemory.Discard((byte*)_entries, bytes);
        }
        else
        {
            new Span<T>(_entries, (int)Math.Min(used, int.MaxValue / sizeof(T))).Clear();
        }
    }

    public void Dispose()
    {
        if (_entries != null)
        {
            VirtualMemory.Release((byte*)_entries, _bytes);
            _entries = null;
        }
    }
}
