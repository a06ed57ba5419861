using GcActors.Experiments.Settings;
using GcActors.Experiments.Settings.Documents;
using Xunit;

namespace GcActors.Tests.Settings;

public class PlanLoaderTests
{
    public static TheoryData<string> PlanNames => [.. PlanCatalog.Names];

    [Theory]
    [MemberData(nameof(PlanNames))]
    public void Every_plan_loads(string name) =>
        Assert.NotEmpty(PlanCatalog.Load(name, SmallVocabulary.Instance, "test").Settings);

    [Theory]
    [InlineData("floor")]
    [InlineData("cpython-3.9")]
    [InlineData("cpython-3.12")]
    [InlineData("gilectomy")]
    public void The_first_plans_are_there(string name) => Assert.Contains(name, PlanCatalog.Names);

    [Fact]
    public void A_plan_may_be_a_file()
    {
        Plan plan = PlanCatalog.Load(Path.Combine(Repository.Root, "config", "plans", "floor.yaml"), SmallVocabulary.Instance, "test");

        Assert.Equal("floor", plan.Name);
    }

    [Theory]
    [InlineData("hep: {limit_bytes: 5}", "p.yaml:4:3: unknown key 'hep' (did you mean 'heap'?)")]
    [InlineData("heap: {limit_byte: 5}", "p.yaml:4:10: unknown key 'limit_byte' (did you mean 'limit_bytes'?)")]
    [InlineData("heap: {colour: 5}", "p.yaml:4:10: unknown key 'colour'; keys here: allocator, layout, pool_geometry, limit_bytes, huge_pages")]
    [InlineData("heap: 5", "p.yaml:4:9: 'heap' must be a map (key: value), not a number")]
    [InlineData("heap: {limit_bytes: -1}", "p.yaml:4:23: heap.limit_bytes: -1 is out of range; it must be a whole number from 0 to 68719476736")]
    [InlineData("heap: {limit_bytes: big}", "p.yaml:4:23: heap.limit_bytes: 'big' is not a whole number from 0 to 68719476736")]
    [InlineData("heap: {limit_bytes: \"5\"}",
        "p.yaml:4:23: heap.limit_bytes: '5' is not a whole number from 0 to 68719476736; write it without quotes")]
    [InlineData("heap: {huge_pages: no}", "p.yaml:4:22: heap.huge_pages: 'no' is not true or false")]
    [InlineData("heap: {pool_geometry: 3.10}",
        "p.yaml:4:25: heap.pool_geometry: 3.10 is a number; text that looks like this needs quotes: \"3.10\"")]
    [InlineData("heap: {layout: cpythn}", "p.yaml:4:18: heap.layout: unknown value 'cpythn' (did you mean 'cpython'?)")]
    [InlineData("counting: {strategy: atomc}", "p.yaml:4:24: unknown counter 'atomc' (did you mean 'atomic'?)")]
    [InlineData("heap.layout: compact\n  heap: {layout: cpython}", "p.yaml:5:10: duplicate key 'heap.layout'; a key stands once")]
    [InlineData("workload: hot", "p.yaml:4:3: 'workload' is chosen for each trial; a plan cannot set it")]
    public void What_is_wrong_is_said_with_its_place_and_what_would_be_right(string setting, string message)
    {
        string text = $"summary: s\nsource: x\nsettings:\n  {setting}\n";

        SettingsException error = Assert.Throws<SettingsException>(
            () => PlanLoader.Load("p", DocumentReader.Read("p.yaml", text), SmallVocabulary.Instance));

        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void A_folder_is_not_a_plan() => Assert.Equal(
        $"{Repository.Root}: is a folder, not a file",
        Assert.Throws<SettingsException>(() => PlanLoader.LoadFile(Repository.Root, SmallVocabulary.Instance)).Message);

    [Fact]
    public void A_missing_key_is_named()
    {
        SettingsException error = Assert.Throws<SettingsException>(
            () => PlanLoader.Load("p", DocumentReader.Read("p.yaml", "summary: s\nsettings: {}\n"), SmallVocabulary.Instance));

        Assert.Equal("p.yaml:1:1: key 'source' is missing", error.Message);
    }

    [Fact]
    public void An_unknown_plan_suggests_the_nearest() => Assert.Equal(
        "--plan: unknown plan 'flor' (did you mean 'floor'?)",
        Assert.Throws<SettingsException>(() => PlanCatalog.Load("flor", SmallVocabulary.Instance, "--plan")).Message);

    [Fact]
    public void A_damaged_plan_is_refused_in_one_line_or_is_still_a_plan()
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, "config", "plans", "floor.yaml"));
        Random random = new(1);
        for (int i = 0; i < 5000; i++)
        {
            string damaged = Damage(text, random);
            try
            {
                PlanLoader.Load("p", DocumentReader.Read("p.yaml", damaged), SmallVocabulary.Instance);
            }
            catch (SettingsException e)
            {
                Assert.DoesNotContain('\n', e.Message);
            }
        }
    }

    private static string Damage(string text, Random random)
    {
        const string Letters = "ab01 :-[]{}\"'\\#&*!|>%@`,.?_\t\n\u0000\u00b5";
        char[] damaged = text.ToCharArray();
        for (int edits = random.Next(1, 4); edits > 0; edits--)
        {
            damaged[random.Next(damaged.Length)] = Letters[random.Next(Letters.Length)];
        }

        return new string(damaged, 0, random.Next(4) == 0 ? random.Next(damaged.Length) : damaged.Length);
    }
}
