using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GcActors.Core.Scenarios;
using GcActors.Experiments.Settings;

namespace GcActors.Experiments.Running;

/// <summary>A cell that runs a scenario instead of a workload.</summary>
/// <param name="File">As the experiment names it: relative to the experiment's folder.</param>
/// <param name="Version">CPython version whose rules hold; the plan is <c>cpython-VERSION</c>.</param>
/// <param name="Values">Integer variables that get another value, without the dollar sign.</param>
/// <param name="Settings">Dotted keys laid over the plan.</param>
/// <param name="IsSideBySide">Whether real interpreters of that version run the same text, where there are some.</param>
/// <param name="SafePoints">Where 3.12 and later look whether a collection is wanted.</param>
public sealed record ScenarioCell(
    string File, string Version, IReadOnlyDictionary<string, long> Values, IReadOnlyDictionary<string, string> Settings, bool IsSideBySide,
    SafePoints SafePoints)
{
    /// <summary>Settings with this key are no trial but a scenario.</summary>
    public const string FileKey = "scenario.file";

    public const string VersionKey = "scenario.version";

    /// <summary>Before the name of a variable.</summary>
    public const string LetPrefix = "scenario.let.";

    /// <summary><c>true</c>: real interpreters of that version run the same text, where there are some.</summary>
    public const string SideBySideKey = "scenario.side_by_side";

    /// <summary><c>statements</c> or <c>loop-edges</c>.</summary>
    public const string SafePointsKey = "scenario.safe_points";

    private const string Statements = "statements";
    private const string LoopEdges = "loop-edges";

    /// <summary>Hash of the text, so that a run is not resumed with another program.</summary>
    public const string TextHashKey = "scenario.text_hash";

    public static bool Is(IReadOnlyDictionary<string, string> settings) => settings.ContainsKey(FileKey);

    /// <exception cref="SettingsException">A key is missing, or a variable's value is no integer.</exception>
    public static ScenarioCell Of(IReadOnlyDictionary<string, string> settings) => new(
        settings[FileKey],
        settings.GetValueOrDefault(VersionKey) ?? throw new SettingsException(FileKey, $"a scenario's cell needs '{VersionKey}'"),
        settings.Where(s => s.Key.StartsWith(LetPrefix, StringComparison.Ordinal))
            .ToDictionary(s => s.Key[LetPrefix.Length..], s => IntegerOf(s.Value, s.Key)),
        settings.Where(s => !s.Key.StartsWith("scenario.", StringComparison.Ordinal)).ToDictionary(),
        settings.GetValueOrDefault(SideBySideKey) == "true",
        SafePointsOf(settings.GetValueOrDefault(SafePointsKey, Statements), SafePointsKey));

    /// <summary>The line that repeats a cell by hand in the experiment's folder.</summary>
    public string CommandLine() => string.Join(' ', ((string[])
    [
        $"gcactors scenario run {File} --plan cpython-{Version}",
        .. Values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"--let {v.Key}={v.Value}"),
        .. SafePoints == SafePoints.LoopEdges ? (string[])[$"--safe-points {LoopEdges}"] : [],
        .. Settings.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"--set {s.Key}={s.Value}"),
    ]));

    /// <param name="text">A word.</param>
    /// <param name="origin">For the error.</param>
    /// <exception cref="SettingsException">Another word.</exception>
    public static SafePoints SafePointsOf(string text, string origin) => text switch
    {
        Statements => SafePoints.Statements,
        LoopEdges => SafePoints.LoopEdges,
        _ => throw new SettingsException(origin, $"'{text}' is neither {Statements} nor {LoopEdges}"),
    };

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    /// <param name="text">Digits.</param>
    /// <param name="origin">For the error.</param>
    /// <exception cref="SettingsException">It is no integer from 0.</exception>
    public static long IntegerOf(string text, string origin) =>
        long.Parse(WholeNumber.Canonical(null, text, 0, long.MaxValue, origin), CultureInfo.InvariantCulture);
}
