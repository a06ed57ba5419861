using Xunit;

namespace GcActors.Tests;

public class SmokeTests
{
    [Fact]
    public void The_test_project_runs() => Assert.True(true);
}
