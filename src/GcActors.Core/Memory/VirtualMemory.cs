using System.Runtime.InteropServices;

namespace GcActors.Core.Memory;

/// <summary>
/// Reserves, commits and returns ranges of the address space. Reserved ranges cost no memory; a committed page is zero when first touched.
/// Linux is what is measured; other Unixes and Windows are there so that simulations run.
/// </summary>
internal static unsafe partial class VirtualMemory
{
    public const int PageBytes = 4096;

    private const int ProtNone = 0;
    private const int ProtReadWrite = 3;
    private const int MapPrivate = 2;
    private const int AdviseDontNeed = 4;
    private const int AdviseHugePage = 14;
    private const int AdviseNoHugePage = 15;
    private const uint MemCommit = 0x1000;
    private const uint MemReserve = 0x2000;
    private const uint MemDecommit = 0x4000;
    private const uint MemRelease = 0x8000;
    private const uint PageReadWrite = 4;

    private static int MapFlags => MapPrivate | (OperatingSystem.IsMacOS() ? 0x1000 | 0x40 : 0x20 | 0x4000);

    /// <summary>Reserves <paramref name="bytes"/> at an address that is a multiple of <paramref name="alignment"/>.</summary>
    /// <exception cref="InsufficientMemoryException">The system refuses the reservation.</exception>
    public static byte* Reserve(long bytes, long alignment)
    {
        if (OperatingSystem.IsWindows())
        {
            // 64 KiB is Windows' own granularity: reserve more and start inside.
            byte* range = VirtualAlloc(null, (nuint)(bytes + alignment), MemReserve, PageReadWrite);
            return range == null ? throw Refused(bytes) : Align(range, alignment);
        }

        byte* mapped = Map(null, (nuint)(bytes + alignment), ProtNone, MapFlags, -1, 0);
        if (mapped == (byte*)-1)
        {
            throw Refused(bytes);
        }

        byte* start = Align(mapped, alignment);
        long before = start - mapped;
        if (before > 0)
        {
            _ = Unmap(mapped, (nuint)before);
        }

        _ = Unmap(start + bytes, (nuint)(alignment - before));
        return start;
    }

    /// <summary>Makes pages readable and writable.</summary>
    public static void Commit(byte* start, long bytes)
    {
        bool done = OperatingSystem.IsWindows()
            ? VirtualAlloc(start, (nuint)bytes, MemCommit, PageReadWrite) != null
            : Protect(start, (nuint)bytes, ProtReadWrite) == 0;
        if (!done)
        {
            throw Refused(bytes);
        }
    }

    /// <summary>Gives the pages' memory back to the system and makes any later access fault.</summary>
    public static void Decommit(byte* start, long bytes)
    {
        if (OperatingSystem.IsWindows())
        {
            _ = VirtualFree(start, (nuint)bytes, MemDecommit);
            return;
        }

        _ = Advise(start, (nuint)bytes, AdviseDontNeed);
        _ = Protect(start, (nuint)bytes, ProtNone);
    }

    /// <summary>Gives the memory back but leaves the range usable; it reads as zero afterwards (Linux; elsewhere nothing happens).</summary>
    public static void Discard(byte* start, long bytes)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = Advise(start, (nuint)bytes, AdviseDontNeed);
        }
    }

    public static void AdviseHugePages(byte* start, long bytes, bool wanted)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = Advise(start, (nuint)bytes, wanted ? AdviseHugePage : AdviseNoHugePage);
        }
    }

    public static void Release(byte* start, long bytes)
    {
        if (OperatingSystem.IsWindows())
        {
            _ = VirtualFree(start, 0, MemRelease);
            return;
        }

        _ = Unmap(start, (nuint)bytes);
    }

    /// <summary>How much of a range is in memory; null where the system does not say.</summary>
    /// <param name="start">Of a page.</param>
    /// <param name="bytes">Whole pages, at most 1 GiB.</param>
    public static long? ResidentBytes(byte* start, int bytes)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        byte[] pages = new byte[bytes / PageBytes];
        fixed (byte* states = pages)
        {
            // The lowest bit of a page's byte; the others are reserved.
            return Mincore(start, (nuint)bytes, states) == 0 ? pages.Count(state => (state & 1) != 0) * (long)PageBytes : null;
        }
    }

    private static byte* Align(byte* address, long alignment) => (byte*)(((long)address + alignment - 1) & -alignment);

    private static InsufficientMemoryException Refused(long bytes) => new($"the system refused {bytes} bytes of address space or memory");

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial byte* Map(byte* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(byte* address, nuint length);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(byte* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "mincore")]
    private static partial int Mincore(byte* start, nuint bytes, byte* states);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(byte* address, nuint length, int advice);

    [LibraryImport("kernel32", EntryPoint = "VirtualAlloc")]
    private static partial byte* VirtualAlloc(byte* address, nuint size, uint type, uint protection);

    [LibraryImport("kernel32", EntryPoint = "VirtualFree")]
    private static partial int VirtualFree(byte* address, nuint size, uint type);
}
