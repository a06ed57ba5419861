using GcActors.Litmus;
using Xunit;

namespace GcActors.Tests.Litmus;

/// <summary>The races of the litmus, briefly; minutes of them are a command of their own (see src/README.md).</summary>
public class LitmusTests
{
    public static TheoryData<string> Patterns => [.. GcActors.Litmus.Litmus.Patterns];

    /// <summary>With one allocator: a round takes about a second, and both are raced for minutes elsewhere.</summary>
    public static TheoryData<string> Subjects => [.. GcActors.Litmus.Litmus.All().Where(s => s.Allocator == "leased").Select(s => s.ToString())];

    [Theory]
    [MemberData(nameof(Patterns))]
    public void The_detector_is_not_silent(string pattern) => Assert.NotNull(Control.Fail(pattern, mutators: 2));

    [Theory]
    [MemberData(nameof(Subjects))]
    public void A_few_rounds_show_nothing(string subject)
    {
        LitmusSubject tried = GcActors.Litmus.Litmus.All().Single(s => s.ToString() == subject);

        Assert.Null(Verdict.Of(tried, mutators: 2, TimeSpan.FromMilliseconds(200), seed: 1).Violation);
    }
}
