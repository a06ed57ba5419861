using System.Security.Cryptography;
using System.Text;
using GcActors.Core.Scenarios;

namespace GcActors.Experiments.Conformance;

/// <summary>SHA-256 over the outputs of many scenarios, as UTF-8 lines in the order in which they are added: a few bytes that stand for
/// megabytes of expected rows.</summary>
public sealed class ScenarioDigest : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public long Rows { get; private set; }

    /// <param name="name">Goes into the digest before the rows, so that none can move from one scenario to the next unseen.</param>
    public void Add(string name, ScenarioAnswer answer)
    {
        AddLine($"# {name} {(answer.IsApplicable ? answer.Problem : "n/a")}".TrimEnd());
        foreach (ScenarioRow row in answer.Rows)
        {
            AddLine(ScenarioRowWriter.Format(row));
            Rows++;
        }
    }

    /// <summary>64 hexadecimal digits; the digest begins anew afterwards.</summary>
    public string Finish() => Convert.ToHexStringLower(hash.GetHashAndReset());

    public void Dispose() => hash.Dispose();

    private void AddLine(string line) => hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
}
