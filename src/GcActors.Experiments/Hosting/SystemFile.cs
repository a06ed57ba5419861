using System.Globalization;

namespace GcActors.Experiments.Hosting;

/// <summary>Reads small files of <c>/proc</c> and <c>/sys</c> that may not be there.</summary>
internal static class SystemFile
{
    /// <summary>The trimmed text, or null.</summary>
    public static string? Text(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The value of the first line <c>name : value</c>, or null.</summary>
    public static string? Field(string path, string name)
    {
        foreach (string line in (Text(path) ?? "").Split('\n'))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && line[..colon].Trim() == name)
            {
                return line[(colon + 1)..].Trim();
            }
        }

        return null;
    }

    /// <summary>The word in brackets of a file that lists choices: <c>always [madvise] never</c>.</summary>
    public static string? Chosen(string path) =>
        Text(path) is { } text && text.IndexOf('[', StringComparison.Ordinal) is >= 0 and int open && text.IndexOf(']', open) is > 0 and int close
            ? text[(open + 1)..close]
            : null;

    /// <summary>Bytes of <c>32K</c>, <c>8M</c>, <c>1024 kB</c> or a plain number; null of anything else.</summary>
    public static long? Bytes(string? text)
    {
        if (text is null)
        {
            return null;
        }

        string digits = new([.. text.TakeWhile(char.IsAsciiDigit)]);
        long unit = text[digits.Length..].Trim() switch { "K" or "kB" => 1024, "M" => 1024 * 1024, "G" => 1024 * 1024 * 1024, "" => 1, _ => 0 };
        return unit > 0 && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count * unit : null;
    }
}
