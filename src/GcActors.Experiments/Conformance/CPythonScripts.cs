namespace GcActors.Experiments.Conformance;

/// <summary>The Python programs that ask a real interpreter, carried inside this assembly.</summary>
public static class CPythonScripts
{
    /// <summary>Runs a scenario and prints its rows.</summary>
    public const string RunScenario = "run_scenario_cpython.py";

    /// <summary>The same where loops call nothing; needs <see cref="RunScenario"/> beside it.</summary>
    public const string RunLoopEdges = "run_loop_edges_cpython.py";

    /// <summary>Prints facts about the small-object allocator.</summary>
    public const string MeasureAllocator = "measure_allocator_cpython.py";

    /// <param name="name">One of the constants.</param>
    /// <param name="folder">Receives the program as a file.</param>
    /// <returns>The file's path.</returns>
    public static string Unpack(string name, string folder)
    {
        string path = Path.Combine(folder, name);
        using Stream script = typeof(CPythonScripts).Assembly.GetManifestResourceStream("conformance/" + name)!;
        using FileStream file = File.Create(path);
        script.CopyTo(file);
        return path;
    }
}
