using System.Diagnostics;

namespace GcActors.Litmus;

/// <summary>
/// The broken twin of a pattern, run in a process of its own since what it does to the heap may end it. It must fail first: a detector that is silent there
/// says nothing anywhere.
/// </summary>
internal static class Control
{
    /// <summary>The word that asks a child for a control run.</summary>
    public const string Argument = "control";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <returns>How it failed; null: it did not.</returns>
    public static string? Fail(string pattern, int mutators)
    {
        string program = Path.ChangeExtension(typeof(Control).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null);
        ProcessStartInfo start = new(program, [Argument, pattern, $"{mutators}"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process child = Process.Start(start)!;
        Task<string> errors = child.StandardError.ReadToEndAsync();
        Task<string> said = child.StandardOutput.ReadToEndAsync();
        if (!child.WaitForExit(s_patience))
        {
            child.Kill();
            return null;
        }

        string last = said.Result.Trim();
        return child.ExitCode == ExitCodes.Violation ? last : child.ExitCode == ExitCodes.Passed ? null : $"ended with code {child.ExitCode}{FirstLine(errors.Result)}";
    }

    /// <summary>In the child.</summary>
    public static int Run(string pattern, int mutators)
    {
        Verdict verdict = Verdict.Of(Litmus.ControlOf(pattern), mutators, TimeSpan.FromSeconds(30), seed: 1);
        Console.WriteLine(verdict.Violation ?? "no violation");
        return verdict.Violation is null ? ExitCodes.Passed : ExitCodes.Violation;
    }

    private static string FirstLine(string text) => text.Length == 0 ? "" : $": {text.Split('\n')[0]}";
}
