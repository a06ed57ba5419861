using System.Text.Json.Nodes;
using GcActors.Experiments.Running;
using GcActors.Tests.Repository;
using Xunit;

namespace GcActors.Tests.Running;

public sealed class ExperimentSchemaTests
{
    private const string Minimal = """
        { "id": "a", "revision": 1, "title": "t", "question": "q", "seed": 1, "base": { "mutators": 1, "workload.steps": "1_000" },
          "profiles": { "quick": { "blocks": 5 } }, "metrics": { "T": { "unit": "ns", "formula": "wall_ns", "says": "time" } },
          "predicates": { "P1": { "text": "T > 0", "says": "time passes" }, "P2": null } }
        """;

    private static readonly SchemaCheck Schema = new(JsonNode.Parse(ExperimentSchema.Generate())!);

    /// <summary>On failure: <c>gcactors schema experiment > config/experiment.schema.json</c>.</summary>
    [Fact]
    public void The_schema_in_the_repository_is_the_one_that_the_reader_s_keys_generate() =>
        Assert.Equal(ExperimentSchema.Generate(), File.ReadAllText(Path.Combine(RepositoryRoot.Path, "config", "experiment.schema.json")));

    [Fact]
    public void Every_experiment_in_the_repository_fits()
    {
        string[] files = [.. new[] { "experiments", Path.Combine("tests", "sweep"), Path.Combine("tests", "GcActors.Tests", "Running", "experiments") }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(RepositoryRoot.Path, folder), "experiment.yaml", SearchOption.AllDirectories))];
        Assert.True(files.Length >= 10, $"{files.Length}");
        Assert.All(files, file => Assert.Empty(Schema.Problems(YamlAsJson.Read(file)).Select(problem => $"{file}: {problem}")));
    }

    [Theory]
    [InlineData("\"seed\": 1", "\"seed\": 1, \"sed\": 1", "/: additional property 'sed'")]
    [InlineData("\"seed\": 1,", "", "/: fits none of anyOf")]
    [InlineData("\"mutators\": 1", "\"mutator\": 1", "/base: additional property 'mutator'")]
    [InlineData("\"mutators\": 1", "\"mutators\": [1]", "/base/mutators: fits none of anyOf")]
    [InlineData("\"blocks\": 5", "\"blocks\": \"many\"", "/profiles/quick/blocks: fits none of anyOf")]
    [InlineData("\"blocks\": 5", "\"block\": 5", "/profiles/quick: additional property 'block'")]
    [InlineData("\"says\": \"time passes\"", "\"when\": \"never\"", "/predicates/P1: fits none of anyOf")]
    public void A_mistake_does_not_fit(string right, string wrong, string problem)
    {
        Assert.Empty(Schema.Problems(JsonNode.Parse(Minimal)));
        Assert.Equal([problem], Schema.Problems(JsonNode.Parse(Minimal.Replace(right, wrong, StringComparison.Ordinal))));
    }

    [Fact]
    public void What_extends_another_file_needs_nothing_else() => Assert.Empty(Schema.Problems(JsonNode.Parse("{ \"extends\": \"../a/experiment.yaml\" }")));
}
