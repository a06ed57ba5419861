using GcActors.Core.Counting;

namespace GcActors.Core.Workloads;

/// <summary>Code that needs a workload as a type, for one that was chosen by name.</summary>
internal interface IWorkloadVisitor<out TResult>
{
    TResult Visit<TWorkload>()
        where TWorkload : struct, IWorkload<TWorkload>;
}

/// <summary>A line of the catalog: a workload that can be asked for its facts, or closed into a generic type.</summary>
internal abstract class WorkloadEntry
{
    public abstract WorkloadDescription Description { get; }

    public static WorkloadEntry Of<TWorkload>()
        where TWorkload : struct, IWorkload<TWorkload> => new Entry<TWorkload>();

    public abstract Sharing SharingOf(WorkloadParameters parameters);

    public abstract bool SharesByMessage(WorkloadParameters parameters);

    public abstract TResult Accept<TResult>(IWorkloadVisitor<TResult> visitor);

    /// <summary>Checks parameters and the number of mutators.</summary>
    /// <exception cref="ArgumentException">The message says what would be right.</exception>
    public WorkloadParameters Parameters(IReadOnlyDictionary<string, string> given, int mutators)
    {
        WorkloadDescription description = Description;
        if (mutators < description.MinMutators || mutators > description.MaxMutators)
        {
            string right = description.MinMutators == description.MaxMutators
                ? $"exactly {description.MinMutators}"
                : $"{description.MinMutators} to {description.MaxMutators}";
            throw new ArgumentException($"mutators: workload '{description.Name}' is defined for {right}, not {mutators}");
        }

        var parameters = new WorkloadParameters(description.Name, description.Parameters, given, mutators);
        return Objection(parameters) is { } objection ? throw new ArgumentException(objection) : parameters;
    }

    /// <summary>The number of mutators nearest to the one wished, and rather smaller, that the workload takes with its usual parameters.</summary>
    public int NearestMutators(int wished)
    {
        WorkloadDescription description = Description;
        int nearest = Math.Clamp(wished, description.MinMutators, description.MaxMutators);
        IEnumerable<int> inOrder = Enumerable.Range(0, nearest + 1).SelectMany(distance => (int[])[nearest - distance, nearest + distance]);
        return inOrder.First(Takes);

        bool Takes(int mutators) =>
            mutators >= description.MinMutators && mutators <= description.MaxMutators
            && Objection(new WorkloadParameters(description.Name, description.Parameters, new Dictionary<string, string>(), mutators)) is null;
    }

    protected abstract string? Objection(WorkloadParameters parameters);

    private sealed class Entry<TWorkload> : WorkloadEntry
        where TWorkload : struct, IWorkload<TWorkload>
    {
        public override WorkloadDescription Description => TWorkload.Description;

        public override Sharing SharingOf(WorkloadParameters parameters) => TWorkload.SharingOf(parameters);

        public override bool SharesByMessage(WorkloadParameters parameters) => TWorkload.SharesByMessage(parameters);

        protected override string? Objection(WorkloadParameters parameters) => TWorkload.Objection(parameters);

        public override TResult Accept<TResult>(IWorkloadVisitor<TResult> visitor) => visitor.Visit<TWorkload>();
    }
}
