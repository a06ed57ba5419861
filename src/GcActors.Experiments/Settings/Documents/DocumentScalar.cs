using System.Globalization;
using System.Text.RegularExpressions;

namespace GcActors.Experiments.Settings.Documents;

/// <summary>A single value: its text as written and what it means.</summary>
public sealed partial record DocumentScalar(SourcePosition Position, string Text, ScalarKind Kind) : DocumentNode(Position)
{
    /// <summary>Resolves an unquoted scalar. <c>no</c>, <c>on</c> and <c>1:30</c> are text, unlike in YAML 1.1.</summary>
    public static ScalarKind Resolve(string plain) => plain switch
    {
        "" or "~" or "null" or "Null" or "NULL" => ScalarKind.Null,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarKind.Flag,
        _ when Settings.WholeNumber.TryParse(plain, out _) => ScalarKind.WholeNumber,
        _ when DecimalNumberForm().IsMatch(plain) => ScalarKind.DecimalNumber,
        _ => ScalarKind.Text,
    };

    /// <exception cref="SettingsException">It is not text, or it is a number, flag or null that lacks its quotes.</exception>
    public string AsText(string what) => Kind == ScalarKind.Text
        ? Text
        : throw Error($"{what}: {Text} is {Describe()}; text that looks like this needs quotes: \"{Text}\"");

    /// <exception cref="SettingsException">It is not a whole number in that range.</exception>
    public long AsWholeNumber(string what, long min = long.MinValue, long max = long.MaxValue)
    {
        RefuseText(what, "a whole number");
        return long.Parse(Settings.WholeNumber.Canonical(what, Text, min, max, Position.ToString()), CultureInfo.InvariantCulture);
    }

    /// <summary>The canonical text of a setting's value written here.</summary>
    /// <exception cref="SettingsException">Wrong type (a quoted number, a bare 3.10 where text is meant), out of range, bad choice.</exception>
    public string AsValueOf(SettingDeclaration declaration)
    {
        if (declaration.Kind == SettingKind.Text)
        {
            return declaration.Canonical(AsText(declaration.Key), Position.ToString());
        }

        RefuseText(declaration.Key, declaration.Expected);
        return declaration.Canonical(Text, Position.ToString());
    }

    internal override string Describe() => Kind switch
    {
        ScalarKind.Null => "empty",
        ScalarKind.Flag => "a flag",
        ScalarKind.WholeNumber or ScalarKind.DecimalNumber => "a number",
        _ => "text",
    };

    private void RefuseText(string what, string expected)
    {
        if (Kind is ScalarKind.Text or ScalarKind.Null)
        {
            bool wouldDoWithoutQuotes = Resolve(Text) is ScalarKind.Flag or ScalarKind.WholeNumber;
            throw Error($"{what}: {(Kind == ScalarKind.Null ? "nothing" : $"'{Text}'")} is not {expected}" +
                (wouldDoWithoutQuotes ? "; write it without quotes" : ""));
        }
    }

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex DecimalNumberForm();
}
