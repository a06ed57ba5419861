using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using GcActors.Core.Scenarios;

namespace GcActors.Experiments.Conformance;

/// <summary>A real CPython that runs scenarios, one process each (about 50 ms). Safe to use from several threads.</summary>
public sealed class CPythonOracle : IDisposable
{
    private const int NotForThisVersion = 3;

    private readonly string python;
    private readonly TimeSpan limit;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gcactors-oracle-");
    private readonly string script;
    private readonly string loopEdgesScript;

    /// <param name="python">Path of an interpreter, 3.9 to 3.13.</param>
    /// <param name="limit">For one scenario; afterwards its process is ended.</param>
    /// <exception cref="InvalidOperationException">It does not start, or is none of these versions.</exception>
    public CPythonOracle(string python, TimeSpan limit)
    {
        this.python = python;
        this.limit = limit;
        script = CPythonScripts.Unpack(CPythonScripts.RunScenario, folder.FullName);
        loopEdgesScript = CPythonScripts.Unpack(CPythonScripts.RunLoopEdges, folder.FullName);
        try
        {
            FullVersion = AskVersion();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Path => python;

    /// <summary>Such as <c>3.12.1</c>.</summary>
    public string FullVersion { get; }

    /// <summary>Such as <c>3.12</c>.</summary>
    public string Version => string.Join('.', FullVersion.Split('.').Take(2));

    /// <summary>Runs a scenario file.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the process has been ended.</exception>
    public ScenarioAnswer Run(string scenarioPath, CancellationToken cancellation) => Run(script, scenarioPath, cancellation);

    /// <summary>Runs a text as a scenario.</summary>
    /// <param name="safePoints">Where the interpreter looks whether a collection is wanted.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ScenarioAnswer RunText(string text, SafePoints safePoints, CancellationToken cancellation)
    {
        string path = System.IO.Path.Combine(folder.FullName, Guid.NewGuid().ToString("N") + ".gcs");
        File.WriteAllText(path, text);
        try
        {
            return Run(safePoints == SafePoints.LoopEdges ? loopEdgesScript : script, path, cancellation);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>What the interpreter says of its small-object allocator, as <c>allocator-facts.VERSION.json</c>.</summary>
    /// <exception cref="InvalidOperationException">It says nothing.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public string AllocatorFacts(CancellationToken cancellation)
    {
        string measure = CPythonScripts.Unpack(CPythonScripts.MeasureAllocator, folder.FullName);
        (int exitCode, string output, string errors) = Start([measure], cancellation);
        return exitCode == 0 ? output : throw new InvalidOperationException($"{python}: {errors.Trim()}");
    }

    private ScenarioAnswer Run(string program, string scenarioPath, CancellationToken cancellation)
    {
        (int exitCode, string output, string errors) = Start([program, scenarioPath], cancellation);
        string? error = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
        return exitCode switch
        {
            NotForThisVersion => ScenarioAnswer.NotApplicable,
            // A failed expectation is seen in its row and leaves nothing on stderr.
            0 or 1 when error == null || exitCode == 0 => new ScenarioAnswer(Rows(output, scenarioPath), null),
            1 when output.Length > 0 => new ScenarioAnswer(Rows(output, scenarioPath), error),
            _ => ScenarioAnswer.Failed(error ?? $"exit code {exitCode}"),
        };
    }

    /// <summary>Runs a text as a scenario.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ScenarioAnswer RunText(string text, CancellationToken cancellation) => RunText(text, SafePoints.Statements, cancellation);

    /// <summary>Runs many texts, several processes side by side; answers come in the order of the texts.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlyList<ScenarioAnswer> RunAll(IReadOnlyList<string> texts, int processes, CancellationToken cancellation)
    {
        ScenarioAnswer[] answers = new ScenarioAnswer[texts.Count];
        ParallelOptions options = new() { MaxDegreeOfParallelism = processes, CancellationToken = cancellation };
        Parallel.For(0, texts.Count, options, i => answers[i] = RunText(texts[i], cancellation));
        return answers;
    }

    public void Dispose() => folder.Delete(recursive: true);

    private string AskVersion()
    {
        (int exitCode, string output, _) = Start(["-c", "import sys; print('%d.%d.%d' % sys.version_info[:3])"], CancellationToken.None);
        string version = output.Trim();
        return exitCode == 0 && ScenarioVersions.All.Contains(string.Join('.', version.Split('.').Take(2)))
            ? version
            : throw new InvalidOperationException($"{python}: no CPython of {ScenarioVersions.All[0]} to {ScenarioVersions.All[^1]}");
    }

    private static IReadOnlyList<ScenarioRow> Rows(string output, string origin) => ScenarioRowReader.Read(output.Split('\n'), origin);

    private (int ExitCode, string Output, string Errors) Start(string[] arguments, CancellationToken cancellation)
    {
        ProcessStartInfo start = new(python, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        try
        {
            using Process process = Process.Start(start)!;
            return Follow(process, cancellation);
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"{python} does not start: {e.Message}", e);
        }
    }

    private (int ExitCode, string Output, string Errors) Follow(Process process, CancellationToken cancellation)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        end.CancelAfter(limit);
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            process.WaitForExitAsync(end.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            cancellation.ThrowIfCancellationRequested();
            return (-1, "", $"did not end within {limit.TotalSeconds:0} s");
        }

        return (process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
    }
}
