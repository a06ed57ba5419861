using System.Text;

namespace GcActors.Experiments.Settings;

/// <summary>Names of properties and enum members as they are written in settings and results.</summary>
public static class SnakeCase
{
    /// <summary><c>LimitBytes</c> → <c>limit_bytes</c>, <c>Threshold0</c> → <c>threshold0</c>.</summary>
    public static string Of(string pascal) => Split(pascal, '_');

    /// <summary><c>ObservableGauge</c> → <c>observable-gauge</c>.</summary>
    public static string KebabOf(string pascal) => Split(pascal, '-');

    private static string Split(string pascal, char separator)
    {
        StringBuilder result = new();
        foreach (char c in pascal)
        {
            if (char.IsUpper(c) && result.Length > 0)
            {
                result.Append(separator);
            }

            result.Append(char.ToLowerInvariant(c));
        }

        return result.ToString();
    }
}
