using System.Diagnostics.CodeAnalysis;
using GcActors.Core.Wording;

namespace GcActors.Telemetry;

/// <summary>A place that telemetry was asked to go to.</summary>
public sealed class TelemetryTarget
{
    /// <summary>Where a target writes that wants a path and names none.</summary>
    private const string UsualFolder = "traces";

    private readonly TargetKind kind;
    private readonly string argument;

    private TelemetryTarget(TargetKind kind, string argument)
    {
        this.kind = kind;
        this.argument = argument;
    }

    /// <summary>What can be written: <c>console</c>, <c>otlp[:ENDPOINT]</c>, …</summary>
    public static IReadOnlyList<string> Forms { get; } = [.. TargetKinds.All.Select(k => k.Form)];

    /// <summary>The words before the colon.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. TargetKinds.All.Select(k => k.Name)];

    /// <summary>One line of help for each form.</summary>
    public static string Help { get; } = string.Join("; ", TargetKinds.All.Select(k => $"{k.Form}: {k.Description}"));

    /// <summary>Whether nothing is to be recorded for it.</summary>
    public bool IsNone => kind.Open is null;

    /// <param name="text">As written.</param>
    /// <param name="target">What was meant.</param>
    /// <param name="problem">One line that says what is wrong, and what would be right.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out TelemetryTarget? target, [NotNullWhen(false)] out string? problem)
    {
        string[] parts = text.Split(':', 2);
        target = null;
        problem = null;
        if (TargetKinds.All.FirstOrDefault(k => k.Name == parts[0]) is not { } kind)
        {
            problem = $"unknown target '{parts[0]}'{NearestName.Hint(parts[0], Names, "one of")}";
            return false;
        }

        string argument = parts.Length > 1 ? parts[1] : "";
        problem = Objection(kind, argument, isGiven: parts.Length > 1);
        target = problem is null ? new TelemetryTarget(kind, argument) : null;
        return target is not null;
    }

    /// <summary>Whether it prints where the trial prints.</summary>
    public bool IsConsole => kind.Name == "console";

    /// <summary>The same target, writing into a folder if it writes files and does not say where.</summary>
    public TelemetryTarget In(string folder) =>
        kind.PathIn is { } path && argument.Length == 0 ? new TelemetryTarget(kind, path(folder)) : this;

    public override string ToString() => argument.Length == 0 ? kind.Name : $"{kind.Name}:{argument}";

    internal IPipeline Open(SessionContext context) =>
        (kind.Open ?? throw new InvalidOperationException($"'{kind.Name}' opens nothing")).Invoke(In(UsualFolder).argument, context);

    private static string? Objection(TargetKind kind, string argument, bool isGiven)
    {
        if (isGiven && kind.Argument is null)
        {
            return $"'{kind.Name}' takes nothing behind a colon";
        }

        if (argument.Length == 0 && (isGiven || kind.IsArgumentRequired))
        {
            return $"'{kind.Name}' needs its {kind.Argument}: {kind.Form}";
        }

        return argument.Length == 0 ? null : kind.Objection(argument);
    }
}
