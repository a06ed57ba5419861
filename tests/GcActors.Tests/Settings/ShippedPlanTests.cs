using GcActors.Experiments.Settings;
using Xunit;

namespace GcActors.Tests.Settings;

public class ShippedPlanTests
{
    public static TheoryData<string> Plans => new(PlanCatalog.Names);

    [Theory]
    [MemberData(nameof(Plans))]
    public void A_shipped_plan_loads_with_the_names_of_the_catalog(string plan)
    {
        ResolvedSettings resolved = new TrialSettingsBuilder(Vocabulary.Core)
            .UsePlan(plan, "test")
            .Set("workload", "churn", "test")
            .Build();
        Assert.Equal(plan, resolved.Settings.Plan);
    }
}
