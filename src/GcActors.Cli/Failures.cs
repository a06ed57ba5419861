using GcActors.Core.Actors;
using GcActors.Core.Scenarios;
using GcActors.Experiments.Running;
using GcActors.Experiments.Settings;

namespace GcActors.Cli;

/// <summary>Turns what a command throws into a line on stderr and an exit code. A defect of ours is none of these, and crashes.</summary>
internal static class Failures
{
    public static int Guard(CliContext context, Func<int> command)
    {
        try
        {
            return command();
        }
        catch (SettingsException e)
        {
            return Say(context, e.Message, ExitCodes.BadInput);
        }
        catch (Exception e) when (e is ScenarioSyntaxException or ScenarioFailedException or InvalidDataException)
        {
            return Say(context, e.Message, ExitCodes.BadInput);
        }
        catch (ExperimentFileException e)
        {
            return Say(context, e.Message, ExitCodes.BadInput);
        }
        catch (NotApplicableException e)
        {
            return Say(context, e.Message, ExitCodes.Inconclusive);
        }
        catch (Exception e) when (e is ActorFailedException or ActorDeadlockException)
        {
            return Say(context, e.Message, ExitCodes.TrialFailed);
        }
        catch (PlatformNotSupportedException e)
        {
            return Say(context, e.Message, ExitCodes.Inconclusive);
        }
        catch (OperationCanceledException)
        {
            return Say(context, "interrupted", ExitCodes.Interrupted);
        }
    }

    private static int Say(CliContext context, string message, int exitCode)
    {
        context.Error.WriteLine("error: " + message);
        return exitCode;
    }
}
