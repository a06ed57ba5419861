using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Workloads;

namespace GcActors.Core.Scenarios.Running;

/// <summary>A scenario as one mutator's program: it runs in quanta, stops where it is told to, and waits for collections like any workload.</summary>
internal struct ScenarioWorkload : IWorkload<ScenarioWorkload>
{
    private ScenarioProgram _program;

    public static WorkloadDescription Description { get; } =
        new("scenario", "A heap scenario", "scenario-language.md", [], MinMutators: 1, MaxMutators: 1);

    public static Sharing SharingOf(WorkloadParameters parameters) => Sharing.None;

    public static ScenarioWorkload Create(in WorkloadContext context) => new() { _program = (ScenarioProgram)context.Program! };

    public static long RegisterCount(WorkloadParameters parameters) => 0;

    public static long SharedRootCount(WorkloadParameters parameters) => 0;

    public readonly StepOutcome SetUp<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator
        => _program.Load(ref m);

    public readonly StepOutcome Step<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator => _program.Step(ref m);

    public readonly ulong[] CheckPart<TMutator>(ref TMutator m)
        where TMutator : struct, IMutator => [];

    public static string Check(WorkloadParameters parameters, ulong[] sums) => "";
}
