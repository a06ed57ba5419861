using System.Buffers;
using System.Buffers.Binary;

namespace GcActors.Telemetry.Timeline;

/// <summary>Numbers as bytes, seven bits each, lowest first; the page reads them in the same order.</summary>
internal sealed class ByteColumns
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public void Unsigned(long value)
    {
        ulong rest = (ulong)value;
        for (; rest > 0x7F; rest >>= 7)
        {
            Byte((byte)(rest | 0x80));
        }

        Byte((byte)rest);
    }

    /// <summary>Small numbers of either sign stay short.</summary>
    public void Signed(long value) => Unsigned((value << 1) ^ (value >> 63));

    public void Double(double value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        _bytes.Write(bytes);
    }

    public void Bytes(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    public string ToBase64() => Convert.ToBase64String(_bytes.WrittenSpan);

    private void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }
}
