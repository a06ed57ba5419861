using System.Text;
using GcActors.Core.Scenarios.Parsing;

namespace GcActors.Core.Scenarios;

/// <summary>Reads the scenario language (<c>scenario-language.md</c>): form, names, operands and limits are checked, nothing is executed.
/// What the translator for a real CPython accepts is accepted here, unless it could only fail or say nonsense there.</summary>
public static class ScenarioParser
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="file">As errors name it.</param>
    /// <exception cref="ScenarioSyntaxException">The text is no scenario.</exception>
    public static Scenario Parse(string text, string file)
    {
        Diagnostics diagnostics = new(file);
        if (text.Length > ScenarioLimits.FileBytes)
        {
            throw TooLarge(diagnostics);
        }

        return new ProgramReader(new LineReader(text, diagnostics), diagnostics).Read();
    }

    /// <exception cref="ScenarioSyntaxException">The bytes are no scenario.</exception>
    public static Scenario Parse(ReadOnlySpan<byte> utf8, string file)
    {
        Diagnostics diagnostics = new(file);
        if (utf8.Length > ScenarioLimits.FileBytes)
        {
            throw TooLarge(diagnostics);
        }

        try
        {
            return Parse(StrictUtf8.GetString(utf8), file);
        }
        catch (DecoderFallbackException)
        {
            throw diagnostics.At(0, 0, "not a text in UTF-8");
        }
    }

    /// <exception cref="ScenarioSyntaxException">The file is no scenario.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Scenario ParseFile(string path)
    {
        // Asked first: a file of gigabytes must not be read to be refused.
        if (new FileInfo(path).Length > ScenarioLimits.FileBytes)
        {
            throw TooLarge(new Diagnostics(path));
        }

        return Parse(File.ReadAllBytes(path), path);
    }

    private static ScenarioSyntaxException TooLarge(Diagnostics diagnostics) =>
        diagnostics.At(0, 0, $"larger than a scenario may be ({ScenarioLimits.FileBytes >> 20} MiB)");
}
