using System.Collections.Concurrent;

namespace GcActors.Core.Workloads.LifeTraces;

/// <summary>Life traces that were read: a trial asks for its own several times, and a matrix for the same one a hundred times.</summary>
internal static class LifeTraceLibrary
{
    /// <summary>The name of the life trace that comes with this library: recorded from a Python program, see <c>experiments/life-traces</c>.</summary>
    public const string Example = "example";

    private static readonly ConcurrentDictionary<(string, DateTime, bool), LifeTrace> s_read = new();

    /// <param name="name"><see cref="Example"/>, or a file.</param>
    /// <param name="sideBySide">As for <see cref="LifeTraceReader"/>.</param>
    /// <exception cref="ArgumentException">There is none, or it cannot be replayed.</exception>
    public static LifeTrace Get(string name, bool sideBySide)
    {
        if (name == Example)
        {
            return s_read.GetOrAdd((name, default, sideBySide), _ => LifeTraceReader.Read("the example", ReadExample(), sideBySide));
        }

        string path = Path.GetFullPath(name);
        if (!File.Exists(path))
        {
            throw new ArgumentException($"workload.file: there is no file '{name}' ('{Example}' is the life trace that comes with the program)");
        }

        return s_read.GetOrAdd((path, File.GetLastWriteTimeUtc(path), sideBySide), _ => LifeTraceReader.Read(name, File.ReadAllBytes(path), sideBySide));
    }

    private static byte[] ReadExample()
    {
        using Stream stream = typeof(LifeTraceLibrary).Assembly.GetManifestResourceStream("example.life-trace")!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
