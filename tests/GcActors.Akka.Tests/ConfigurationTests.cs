using GcActors.Core.Actors;
using Xunit;

namespace GcActors.Akka.Tests;

public class ConfigurationTests
{
    [Fact]
    public void Every_key_has_a_comment_above_it()
    {
        string[] lines = [.. Text().Split('\n').Select(line => line.Trim())];
        IEnumerable<string> bare = lines.Where((line, i) => IsKey(line) && !lines[i - 1].StartsWith('#'));

        Assert.Empty(bare);
    }

    [Theory]
    [InlineData(ActorDispatcher.Pinned, "PinnedDispatcher")]
    [InlineData(ActorDispatcher.Shared, "Dispatcher")]
    [InlineData(ActorDispatcher.Calling, "Dispatcher")]
    public void A_dispatcher_is_what_its_name_says(ActorDispatcher dispatcher, string type)
    {
        var section = AkkaConfiguration.Default.GetConfig(AkkaConfiguration.DispatcherOf(dispatcher));

        Assert.Equal((type, "fork-join-executor"), (section.GetString("type"), section.GetString("executor")));
    }

    [Fact]
    public void The_binding_references_only_the_core_and_the_runtimes() => Assert.Equal(
        ["GcActors.Core", "GcActors.Runtime"],
        typeof(AkkaActorSystem).Assembly.GetReferencedAssemblies().Select(r => r.Name!).Where(n => n.StartsWith("GcActors", StringComparison.Ordinal)).Order());

    /// <summary>A value, not a section whose keys are explained one by one.</summary>
    private static bool IsKey(string line) => line.Contains('=', StringComparison.Ordinal) && !line.StartsWith('#');

    private static string Text()
    {
        using Stream stream = typeof(AkkaConfiguration).Assembly.GetManifestResourceStream("akka.conf")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
