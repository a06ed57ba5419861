namespace GcActors.Core.Python;

/// <summary>
/// The lines that <c>gc.set_debug(gc.DEBUG_STATS)</c> prints on stderr [3.9 to 3.12 Modules/gcmodule.c, 3.13 Python/gc.c: the same text in all of them].
/// The free-threaded builds have no list sizes to print [Python/gc_free_threading.c] and leave <see cref="Objects"/> and <see cref="Permanent"/> out.
/// </summary>
public static class DebugStatsText
{
    public static string Collecting(int generation) => $"gc: collecting generation {generation}...";

    public static string Objects(long young, long middle, long old) => $"gc: objects in each generation: {young} {middle} {old}";

    public static string Permanent(long objects) => $"gc: objects in permanent generation: {objects}";

    /// <param name="unreachable">Objects found unreachable, uncollectable ones included.</param>
    /// <param name="uncollectable">Those of them that stay.</param>
    /// <param name="elapsed">Seconds with four decimals, see <see cref="Seconds"/>; or what stands for a time that nobody can foretell.</param>
    public static string Done(long unreachable, long uncollectable, string elapsed) =>
        $"gc: done, {unreachable} unreachable, {uncollectable} uncollectable, {elapsed}s elapsed";

    public static string Seconds(long ns) => (ns / 1e9).ToString("0.0000");
}
