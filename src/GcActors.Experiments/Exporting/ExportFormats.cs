using GcActors.Core.Wording;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;

namespace GcActors.Experiments.Exporting;

/// <summary>The catalogue of forms in which a run goes to other programs.</summary>
public static class ExportFormats
{
    private static readonly Dictionary<string, Func<ExportedRun, string>> s_formats = new(StringComparer.Ordinal)
    {
        ["pyperf"] = PyperfExport.Write,
        ["hyperfine"] = HyperfineExport.Write,
        ["csv"] = CsvExport.Write,
    };

    public static IReadOnlyCollection<string> Names => s_formats.Keys;

    /// <exception cref="ExperimentFileException">An unknown format, or a run without times.</exception>
    public static string Write(RunFolder run, string format)
    {
        if (!s_formats.TryGetValue(format, out Func<ExportedRun, string>? write))
            throw new ExperimentFileException($"gcactors export: unknown format '{format}'{NearestName.Hint(format, Names, "there are")}");
        var exported = ExportedRun.Of(run);
        return exported.Invocations.Count > 0
            ? write(exported)
            : throw new ExperimentFileException($"{run.Path}: there is nothing to export: no timed invocation with measured iterations{(run.Missing.Count > 0 ? $" ({run.Missing[0]})" : "")}");
    }
}
