using Akka.Actor;
using Akka.TestKit.Xunit2;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using GcActors.Experiments.Settings;
using GcActors.Tests.Repository;
using Xunit;

namespace GcActors.Akka.Tests.Samples;

/// <summary>The sample that the README shows.</summary>
public sealed class LaboratoryTests : TestKit
{
    [Fact]
    public void A_trial_runs_beside_an_applications_own_actors()
    {
        TrialSettings settings = new TrialSettingsBuilder(Vocabulary.Core)
            .UsePlan("gilectomy", "sample")
            .Set("workload", "lists", "sample")
            .UseSmallParameters()
            .Set("mutators", "2", "sample")
            .Set("runtime", "akka", "sample")
            .Build().Settings;
        IActorRef laboratory = Sys.ActorOf(Props.Create<Laboratory>(), "laboratory");

        laboratory.Tell(settings, TestActor);

        var report = ExpectMsg<TrialReport>(TimeSpan.FromMinutes(1));
        Assert.Equal((TrialOutcome.Passed, null), (report.Outcome, report.Reason));
        Assert.Equal(0, report.Host.DeadLetters);
        Assert.True(report.Operations.Allocs > 0);
        Assert.False(Sys.WhenTerminated.IsCompleted);
    }

    [Fact]
    public void The_README_shows_this_very_sample()
    {
        string sample = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "tests", "GcActors.Akka.Tests", "Samples", "Laboratory.cs"));
        string shown = sample[sample.IndexOf("public sealed class", StringComparison.Ordinal)..];

        Assert.Contains(shown, File.ReadAllText(Path.Combine(RepositoryRoot.Path, "README.md")), StringComparison.Ordinal);
    }
}
