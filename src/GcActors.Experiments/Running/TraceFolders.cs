using System.Globalization;

namespace GcActors.Experiments.Running;

/// <summary>Where a run's invocations leave their traces: <c>traces/TRIAL/GROUP-ORDER</c> in the results folder, one folder each.</summary>
public static class TraceFolders
{
    /// <summary>In the results folder, with <c>/</c> on every system: as a row names it.</summary>
    public static string Of(Invocation invocation) =>
        string.Create(CultureInfo.InvariantCulture, $"traces/{invocation.TrialId}/{invocation.Group}-{invocation.OrderIndex:00}");
}
