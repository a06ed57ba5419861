namespace GcActors.Experiments.Running;

/// <summary>A figure of an experiment, drawn from its rows.</summary>
/// <param name="Name">File name without extension.</param>
/// <param name="Title">First line.</param>
public abstract record FigureSpec(string Name, string Title)
{
    /// <summary>84 mm wide, a column of a paper; else 178 mm, its page.</summary>
    public bool IsColumn { get; init; }

    /// <summary>Tags that it names.</summary>
    public abstract IEnumerable<string> Tags { get; }

    /// <summary>Metrics that it draws.</summary>
    public abstract IEnumerable<string> Metrics { get; }
}
