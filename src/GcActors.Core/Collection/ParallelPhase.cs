namespace GcActors.Core.Collection;

/// <summary>A phase that is a method.</summary>
internal sealed class ParallelPhase(string name, Action<int> share) : IParallelPhase
{
    public string Name => name;

    public void Run(int worker) => share(worker);
}
