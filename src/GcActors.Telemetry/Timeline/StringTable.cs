namespace GcActors.Telemetry.Timeline;

/// <summary>Texts by number, each once.</summary>
internal sealed class StringTable
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];

    public IReadOnlyList<string> Texts => _texts;

    public int NumberOf(string text)
    {
        if (!_numbers.TryGetValue(text, out int number))
        {
            number = _texts.Count;
            _texts.Add(text);
            _numbers.Add(text, number);
        }

        return number;
    }
}
