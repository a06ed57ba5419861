using System.Reflection;
using GcActors.Core.Wording;
using GcActors.Experiments.Settings.Documents;

namespace GcActors.Experiments.Settings;

/// <summary>The plans of <c>config/plans</c>, carried inside this assembly so that they are found from any working directory.</summary>
public static class PlanCatalog
{
    private const string Prefix = "plans/";

    private const string Ending = ".yaml";

    private static readonly Assembly Home = typeof(PlanCatalog).Assembly;

    /// <summary>In ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Home.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal) && n.EndsWith(Ending, StringComparison.Ordinal))
            .Select(n => n[Prefix.Length..^Ending.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <param name="nameOrPath">A name of <see cref="Names"/>, or a file: what holds a separator or ends like one.</param>
    /// <param name="vocabulary">Checks names in it.</param>
    /// <param name="origin">Who asks, for messages.</param>
    /// <exception cref="SettingsException">No such plan or file, or it is wrong.</exception>
    public static Plan Load(string nameOrPath, Vocabulary vocabulary, string origin)
    {
        if (IsPath(nameOrPath))
        {
            return PlanLoader.LoadFile(nameOrPath, vocabulary);
        }

        if (!Names.Contains(nameOrPath))
        {
            throw new SettingsException(origin, $"unknown plan '{nameOrPath}'{NearestName.Hint(nameOrPath, Names, "one of")}");
        }

        return PlanLoader.Load(nameOrPath, DocumentReader.Read($"config/plans/{nameOrPath}{Ending}", TextOf(nameOrPath)), vocabulary);
    }

    private static bool IsPath(string text) =>
        text.Contains('/', StringComparison.Ordinal) || text.Contains('\\', StringComparison.Ordinal) ||
        Path.GetExtension(text) is ".yaml" or ".yml" or ".json";

    private static string TextOf(string name)
    {
        using StreamReader reader = new(Home.GetManifestResourceStream(Prefix + name + Ending)!);
        return reader.ReadToEnd();
    }
}
