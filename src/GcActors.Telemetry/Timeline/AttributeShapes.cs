using System.Globalization;

namespace GcActors.Telemetry.Timeline;

/// <summary>Attributes as a shape, which keys of which types, and the values: spans of one kind share the shape.</summary>
internal sealed class AttributeShapes(StringTable strings)
{
    /// <summary>Beyond it the page's numbers are not exact.</summary>
    private const long MostExact = 1L << 53;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<int[]> _shapes = [];

    private enum Kind
    {
        Text,
        Whole,
        Real,
        Flag,
    }

    /// <summary>Of each shape: number of the key, type, number of the key, …</summary>
    public IReadOnlyList<int[]> Shapes => _shapes;

    public int NumberOf(IReadOnlyList<TimelineAttribute> attributes)
    {
        int[] shape = [.. attributes.SelectMany(attribute => new[] { strings.NumberOf(attribute.Key), (int)KindOf(attribute.Value) })];
        string key = string.Join(' ', shape);
        if (!_numbers.TryGetValue(key, out int number))
        {
            number = _shapes.Count;
            _shapes.Add(shape);
            _numbers.Add(key, number);
        }

        return number;
    }

    public void WriteValues(ByteColumns columns, IReadOnlyList<TimelineAttribute> attributes)
    {
        foreach (TimelineAttribute attribute in attributes)
        {
            Write(columns, attribute.Value);
        }
    }

    private void Write(ByteColumns columns, object value)
    {
        switch (KindOf(value))
        {
            case Kind.Whole:
                columns.Signed((long)value);
                break;
            case Kind.Real:
                columns.Double((double)value);
                break;
            case Kind.Flag:
                columns.Unsigned((bool)value ? 1 : 0);
                break;
            default:
                columns.Unsigned(strings.NumberOf(Convert.ToString(value, CultureInfo.InvariantCulture)!));
                break;
        }
    }

    private static Kind KindOf(object value) => value switch
    {
        long number when number is > -MostExact and < MostExact => Kind.Whole,
        double => Kind.Real,
        bool => Kind.Flag,
        _ => Kind.Text,
    };
}
