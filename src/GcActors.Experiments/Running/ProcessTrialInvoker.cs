using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GcActors.Experiments.Running;

/// <summary>Starts <c>dotnet gcactors.dll invocation</c> with the flattened settings on standard input; the last line it prints is the row.</summary>
/// <param name="assembly">Path of <c>gcactors.dll</c>.</param>
public sealed class ProcessTrialInvoker(string assembly) : ITrialInvoker
{
    /// <summary>Read by the runtime when a process starts, so the parent sets it: code that depends neither on warm-up history nor on
    /// background compilation, and no collector thread beside the mutators.</summary>
    public static readonly IReadOnlyDictionary<string, string> FixedEnvironment = new Dictionary<string, string>
    {
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_TieredCompilation"] = "0",
        ["DOTNET_gcConcurrent"] = "0",
        ["DOTNET_gcServer"] = "0",
    };

    /// <summary>128 + SIGINT: the terminal's Ctrl-C reaches the child too, maybe before it reaches us.</summary>
    private const int InterruptedExitCode = 130;

    private const string PaddingVariable = "GCACTORS_PADDING";

    public JsonObject Invoke(Invocation invocation, CancellationToken cancellation)
    {
        try
        {
            using var process = Process.Start(StartInfo(invocation.EnvironmentBytes))!;
            return Follow(process, invocation, cancellation);
        }
        catch (Win32Exception e)
        {
            return Failed($"the child process did not start: {e.Message}");
        }
    }

    private ProcessStartInfo StartInfo(int environmentBytes)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { assembly, "invocation" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach ((string name, string value) in FixedEnvironment)
            start.Environment[name] = value;
        start.Environment[PaddingVariable] = new string('x', environmentBytes);
        return start;
    }

    private static JsonObject Follow(Process process, Invocation invocation, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(invocation.Limit);
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            WriteSettings(process, invocation.Settings);
            process.WaitForExitAsync(limit.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            cancellation.ThrowIfCancellationRequested();
            return Failed($"did not end within {invocation.Limit.TotalSeconds:0} s");
        }

        if (process.ExitCode == InterruptedExitCode)
            throw new OperationCanceledException("the child process was interrupted");
        return RowIn(output.GetAwaiter().GetResult()) ?? Failed(Crash(process.ExitCode, errors.GetAwaiter().GetResult()));
    }

    /// <summary>A child that dies before it has read its settings is reported by its exit code, not by a broken pipe.</summary>
    private static void WriteSettings(Process process, IReadOnlyDictionary<string, string> settings)
    {
        var json = new JsonObject(settings.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value)));
        try
        {
            process.StandardInput.WriteLine(json.ToJsonString());
            process.StandardInput.Close();
        }
        catch (IOException)
        {
        }
    }

    private static JsonObject? RowIn(string output)
    {
        string? line = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
        try
        {
            return line is null ? null : JsonNode.Parse(line) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Crash(int exitCode, string errors)
    {
        string? line = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();
        return $"the child process ended with exit code {exitCode} and printed no row{(line is null ? "" : $": {line}")}";
    }

    private static JsonObject Failed(string reason) => new() { ["outcome"] = "failed", ["reason"] = reason };
}
