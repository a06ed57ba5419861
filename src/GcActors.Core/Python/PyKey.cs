namespace GcActors.Core.Python;

/// <summary>A dictionary key to look for: a number, or the one atom of a text.</summary>
internal readonly struct PyKey
{
    public readonly bool IsInt;
    public readonly long Value;
    public readonly uint Text;

    public PyKey(long value)
    {
        IsInt = true;
        Value = value;
    }

    private PyKey(uint text) => Text = text;

    public static PyKey OfText(uint atom) => new(atom);
}
