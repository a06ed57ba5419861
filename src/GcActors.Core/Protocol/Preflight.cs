using GcActors.Core.Settings;

namespace GcActors.Core.Protocol;

/// <summary>Says before anything runs whether a combination is right, and if not, why.</summary>
public static class Preflight
{
    /// <param name="Key">The dotted key to blame.</param>
    /// <param name="Message">One line: what is wrong and what would be right.</param>
    /// <param name="IsWarning">True: it may run, but the reader should know.</param>
    public sealed record Finding(string Key, string Message, bool IsWarning);

    /// <summary>All findings; no error among them means that <see cref="Trial.Run"/> will start.</summary>
    public static IReadOnlyList<Finding> Check(TrialSettings settings) => [];
}
