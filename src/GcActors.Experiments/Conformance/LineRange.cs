namespace GcActors.Experiments.Conformance;

/// <summary>Lines of a statement: one, or a block from its first word to its <c>end</c>. Indexes from 0, both included.</summary>
internal readonly record struct LineRange(int First, int Last);
