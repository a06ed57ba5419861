using GcActors.Core.Settings;
using GcActors.Experiments.GcLogs;

namespace GcActors.Cli;

/// <summary>The logs of collections that one trial writes.</summary>
internal sealed class GcLogSet : IDisposable
{
    private readonly List<GcLog> logs = [];
    private readonly CliContext context;

    /// <exception cref="Experiments.Settings.SettingsException">One cannot be written.</exception>
    public GcLogSet(IReadOnlyList<GcLogTarget> targets, TrialSettings settings, CliContext context)
    {
        this.context = context;
        try
        {
            foreach (GcLogTarget target in targets)
            {
                logs.Add(GcLog.Open(target, settings, context.Error));
            }
        }
        catch
        {
            logs.ForEach(log => log.Dispose());
            throw;
        }
    }

    public IReadOnlyList<GcLog> Logs => logs;

    /// <summary>Closes them and says once what went wrong; the trial's outcome is none of theirs.</summary>
    public void Dispose()
    {
        foreach (GcLog log in logs)
        {
            log.Dispose();
            if (log.Trouble is { } trouble)
            {
                context.Error.WriteLine("warning: " + trouble);
            }
        }
    }
}
