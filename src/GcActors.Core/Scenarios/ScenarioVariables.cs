namespace GcActors.Core.Scenarios;

/// <summary>Gives integer variables of a scenario other values, so that one file is a family of programs. The text is changed and not the tree, because a real
/// interpreter reads the text; lines keep their numbers.</summary>
public static class ScenarioVariables
{
    /// <summary>Replaces the integer of the first line <c>$NAME = INTEGER</c> for each name.</summary>
    /// <param name="text">A scenario.</param>
    /// <param name="file">As errors name it.</param>
    /// <param name="values">By name, without the dollar sign.</param>
    /// <exception cref="ScenarioSyntaxException">No line gives a variable of that name an integer.</exception>
    public static string Give(string text, string file, IReadOnlyDictionary<string, long> values)
    {
        string[] lines = text.Split('\n');
        foreach ((string name, long value) in values)
        {
            int line = Array.FindIndex(lines, l => GivesInteger(l, name));
            if (line < 0)
            {
                throw new ScenarioSyntaxException(file, 0, 0, $"no line '${name} = INTEGER' whose integer could be replaced");
            }

            lines[line] = $"${name} = {value}";
        }

        return string.Join('\n', lines);
    }

    private static bool GivesInteger(string line, string name)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words is [var variable, "=", var value] && variable == "$" + name && value.All(char.IsAsciiDigit);
    }
}
