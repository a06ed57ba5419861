namespace GcActors.Experiments.Settings;

/// <summary>One value and where it was written.</summary>
/// <param name="Key">Dotted key.</param>
/// <param name="Value">Canonical text, or as written where a later step checks it.</param>
/// <param name="Origin"><c>file:line:column</c>, or an option of the command line.</param>
public sealed record SettingAssignment(string Key, string Value, string Origin)
{
    /// <summary>Splits <c>dotted.key=value</c>.</summary>
    /// <exception cref="SettingsException">There is no key, or no <c>=</c>.</exception>
    public static SettingAssignment Parse(string text, string origin)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? new SettingAssignment(text[..equals].Trim(), text[(equals + 1)..].Trim(), origin)
            : throw new SettingsException(origin, $"'{text}' is not of the form dotted.key=value");
    }
}
