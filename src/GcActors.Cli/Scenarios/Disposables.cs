namespace GcActors.Cli.Scenarios;

/// <summary>Several things that are given back together.</summary>
internal sealed class Disposables<T>(IReadOnlyList<T> items) : IDisposable
    where T : IDisposable
{
    public IReadOnlyList<T> Items => items;

    public void Dispose()
    {
        foreach (T item in items)
        {
            item.Dispose();
        }
    }
}
