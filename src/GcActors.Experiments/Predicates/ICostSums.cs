namespace GcActors.Experiments.Predicates;

/// <summary>Sums over cells that claims use by name: <c>split.H[atomic, 2]</c>.</summary>
public interface ICostSums
{
    /// <param name="key">What stands behind the dot.</param>
    /// <param name="tags">Of the selector.</param>
    /// <exception cref="ArgumentException">There is none such, or it is not known apart; the message is a sentence.</exception>
    Expression Find(string key, IReadOnlyDictionary<string, string> tags);
}
