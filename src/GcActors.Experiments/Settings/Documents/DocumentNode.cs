namespace GcActors.Experiments.Settings.Documents;

/// <summary>A value of a settings file with its place: a map, a list or a scalar.</summary>
public abstract record DocumentNode(SourcePosition Position)
{
    /// <exception cref="SettingsException">It is not a map.</exception>
    public DocumentMap AsMap(string what) => this as DocumentMap ?? throw Error($"{what} must be a map (key: value), not {Describe()}");

    /// <exception cref="SettingsException">It is not a list.</exception>
    public DocumentList AsList(string what) => this as DocumentList ?? throw Error($"{what} must be a list, not {Describe()}");

    /// <exception cref="SettingsException">It is not a scalar.</exception>
    public DocumentScalar AsScalar(string what) => this as DocumentScalar ?? throw Error($"{what} must be a single value, not {Describe()}");

    /// <summary>An error at this place.</summary>
    public SettingsException Error(string problem) => new(Position.ToString(), problem);

    /// <summary>What it is, for the end of "must be …, not …".</summary>
    internal abstract string Describe();
}
