using System.Security.Cryptography;
using System.Text;

namespace GcActors.Experiments.Running;

/// <summary>Takes settings as they are: for canaries, which are no trial, and where nothing knows better.</summary>
public sealed class VerbatimSettings : ISettingsResolver
{
    public IReadOnlyDictionary<string, string> Resolve(IReadOnlyDictionary<string, string> settings) => settings;

    public string? WhyMissing(IReadOnlyDictionary<string, string> settings) => null;

    public string TrialId(IReadOnlyDictionary<string, string> resolved)
    {
        IEnumerable<string> lines = resolved.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}={s.Value}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))))[..16];
    }
}
