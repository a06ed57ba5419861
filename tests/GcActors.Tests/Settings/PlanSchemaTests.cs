using GcActors.Experiments.Settings;
using Xunit;

namespace GcActors.Tests.Settings;

public class PlanSchemaTests
{
    /// <summary>On failure: <c>gcactors schema plan > config/plan.schema.json</c>.</summary>
    [Fact]
    public void The_schema_in_the_repository_is_the_one_that_the_settings_generate() =>
        Assert.Equal(PlanSchema.Generate(), File.ReadAllText(Path.Combine(Repository.Root, "config", "plan.schema.json")));
}
