using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GcActors.Experiments.Settings;

namespace GcActors.Cli.Measuring;

/// <summary>Another program that is measured in turn with ours: a C++ binary, a Python. Its last line that is a JSON object, or else the
/// last number that it prints, is its answer.</summary>
internal sealed partial class BesideCommand(string command)
{
    private const string Origin = "--beside";

    public string Text => command;

    /// <summary>Runs it once, in a shell, to its end.</summary>
    /// <exception cref="SettingsException">It failed, or printed neither an object nor a number.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the program is ended.</exception>
    public JsonNode Run(CancellationToken cancellation)
    {
        using Process process = Process.Start(Shell())!;
        using CancellationTokenRegistration kill = cancellation.Register(() => process.Kill(entireProcessTree: true));
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
        {
            throw new SettingsException(Origin, $"'{command}' ended with {process.ExitCode}: {LastLine(errors.Result)}");
        }

        return Answer(output) ?? throw new SettingsException(Origin, $"'{command}' printed neither a JSON object nor a number");
    }

    /// <summary>The answer in an output, or null.</summary>
    internal static JsonNode? Answer(string output)
    {
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return (JsonNode?)lines.Reverse().Select(ObjectIn).FirstOrDefault(found => found is not null) ?? LastNumber(output);
    }

    private static JsonObject? ObjectIn(string line)
    {
        try
        {
            return line.StartsWith('{') ? JsonNode.Parse(line) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonValue? LastNumber(string output) => NumberForm().Matches(output) is [.., { } last]
        ? JsonValue.Create(double.Parse(last.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture))
        : null;

    private static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "it said nothing";

    private ProcessStartInfo Shell()
    {
        (string shell, string flag) = OperatingSystem.IsWindows() ? ("cmd.exe", "/c") : ("/bin/sh", "-c");
        return new ProcessStartInfo(shell, [flag, command]) { RedirectStandardOutput = true, RedirectStandardError = true };
    }

    [GeneratedRegex(@"(?<![\w.])[-+]?\d+(\.\d+)?([eE][-+]?\d+)?(?![\w])")]
    private static partial Regex NumberForm();
}
