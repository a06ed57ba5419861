namespace GcActors.Experiments.Settings;

/// <summary>What a person wrote is wrong. <see cref="Exception.Message"/> is one line: where, what, and what would be right.</summary>
public sealed class SettingsException : Exception
{
    /// <param name="origin">Where it was written: <c>file:line:column</c>, a file, or an option of the command line.</param>
    /// <param name="problem">One line.</param>
    public SettingsException(string origin, string problem)
        : base($"{origin}: {problem}")
    {
        Origin = origin;
        Problem = problem;
    }

    public string Origin { get; }

    /// <summary>The message without its origin.</summary>
    public string Problem { get; }
}
