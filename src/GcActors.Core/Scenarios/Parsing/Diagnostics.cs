using GcActors.Core.Wording;

namespace GcActors.Core.Scenarios.Parsing;

/// <summary>Makes the errors of one file.</summary>
internal sealed class Diagnostics(string file)
{
    // What is longer is no slip of the finger, and the distance to many long names would take long.
    private const int LongestHintedName = 40;

    private const int MostHintedNames = 1000;

    public string File => file;

    public ScenarioSyntaxException At(int line, int column, string problem) => new(file, line, column, problem);

    public ScenarioSyntaxException At(Word word, string problem) => At(word.Line, word.Column, problem);

    /// <summary>An unknown name, with the nearest known one or a list of all.</summary>
    public ScenarioSyntaxException Unknown(Word word, string what, IEnumerable<string> known, string whatTheyAre = "one of") =>
        At(word, $"unknown {what} {Quote(word.Text)}{Hint(word.Text, known, whatTheyAre)}");

    /// <summary>As <see cref="Unknown"/>, where a list of all names would be too long to help.</summary>
    public ScenarioSyntaxException UnknownOfMany(Word word, string what, IEnumerable<string> known) =>
        At(word, $"unknown {what} {Quote(word.Text)}{DidYouMean(word.Text, known)}");

    public static string Quote(string text) => text.Length <= LongestHintedName ? $"'{text}'" : $"'{text[..LongestHintedName]}…'";

    private static string Hint(string written, IEnumerable<string> known, string whatTheyAre) =>
        written.Length <= LongestHintedName ? NearestName.Hint(written, Candidates(known), whatTheyAre) : "";

    private static string DidYouMean(string written, IEnumerable<string> known) =>
        written.Length <= LongestHintedName && NearestName.Find(written, Candidates(known)) is { } nearest ? $" (did you mean '{nearest}'?)" : "";

    private static IEnumerable<string> Candidates(IEnumerable<string> known) =>
        known.Where(name => name.Length <= LongestHintedName).Take(MostHintedNames);
}
