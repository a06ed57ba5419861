using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using GcActors.Experiments.GcLogs;
using GcActors.Experiments.Operations;

namespace GcActors.Cli;

/// <summary>Which logs a trial is to write.</summary>
/// <param name="GcLogs">Of collections.</param>
/// <param name="OperationsPath">Of counted operations; null: none.</param>
internal sealed record TrialLogs(IReadOnlyList<GcLogTarget> GcLogs, string? OperationsPath);

/// <summary>The logs that one trial writes, open.</summary>
internal sealed class TrialLogSet : IDisposable
{
    private readonly List<GcLog> gcLogs = [];
    private readonly OperationLog? operations;
    private readonly CliContext context;

    /// <exception cref="Experiments.Settings.SettingsException">One cannot be written.</exception>
    public TrialLogSet(TrialLogs logs, TrialSettings settings, CliContext context)
    {
        this.context = context;
        try
        {
            foreach (GcLogTarget target in logs.GcLogs)
            {
                gcLogs.Add(GcLog.Open(target, settings, context.Error));
            }

            operations = logs.OperationsPath == null ? null : OperationLog.Open(logs.OperationsPath);
        }
        catch
        {
            gcLogs.ForEach(log => log.Dispose());
            throw;
        }
    }

    public IEnumerable<ITrialObserver> Observers => operations == null ? gcLogs : [.. gcLogs, operations];

    /// <summary>Closes them and says once what went wrong; the trial's outcome is none of theirs.</summary>
    public void Dispose()
    {
        gcLogs.ForEach(log => log.Dispose());
        operations?.Dispose();
        foreach (string trouble in gcLogs.Select(log => log.Trouble).Append(operations?.Trouble).OfType<string>())
        {
            context.Error.WriteLine("warning: " + trouble);
        }
    }
}
