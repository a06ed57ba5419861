using GcActors.Experiments.Hosting;
using Xunit;

namespace GcActors.Tests.Hosting;

public class HostAdvisorTests
{
    private static readonly HostFacts Quiet = new()
    {
        OperatingSystem = "Linux",
        Architecture = "x64",
        TimingSupported = true,
        Cpu = new CpuFacts { UsableCores = 4 },
        Memory = new MemoryFacts(),
        Limits = new LimitFacts(null, null),
        Runtime = new RuntimeFacts { Version = ".NET" },
        Build = new BuildFacts { Optimised = true },
    };

    [Fact]
    public void A_host_of_which_nothing_bad_is_known_gets_no_advice() => Assert.Empty(HostAdvisor.Of(Quiet));

    [Fact]
    public void A_governor_that_saves_power_is_named_with_the_command()
    {
        Advice advice = Assert.Single(HostAdvisor.Of(Quiet with { Cpu = Quiet.Cpu with { Governor = "powersave" } }));

        Assert.Contains("'powersave'", advice.Warning, StringComparison.Ordinal);
        Assert.StartsWith("sudo cpupower", advice.Command, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quota_below_the_cores_is_named()
    {
        Advice advice = Assert.Single(HostAdvisor.Of(Quiet with { Limits = new LimitFacts(1.5, null) }));

        Assert.Contains("1.5 cores of 4", advice.Warning, StringComparison.Ordinal);
    }
}
