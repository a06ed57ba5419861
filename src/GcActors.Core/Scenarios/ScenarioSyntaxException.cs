namespace GcActors.Core.Scenarios;

/// <summary>A text that is no scenario. <see cref="Exception.Message"/> is one line: where, what, and what was expected.</summary>
public sealed class ScenarioSyntaxException : Exception
{
    /// <param name="file">As the user named it.</param>
    /// <param name="line">From 1; 0: the file as a whole.</param>
    /// <param name="column">From 1, in UTF-16 units; 0: the line as a whole.</param>
    /// <param name="problem">One line.</param>
    public ScenarioSyntaxException(string file, int line, int column, string problem)
        : base($"{file}{Part(line)}{Part(column)}: {problem}")
    {
        Line = line;
        Column = column;
        Problem = problem;
    }

    public int Line { get; }

    public int Column { get; }

    /// <summary>The message without its place.</summary>
    public string Problem { get; }

    private static string Part(int number) => number > 0 ? $":{number}" : "";
}
