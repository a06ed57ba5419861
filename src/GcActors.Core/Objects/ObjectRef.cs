namespace GcActors.Core.Objects;

/// <summary>A reference: the number of a 16-byte granule from the start of the heap, 0 = null. 32 bits reach 64 GiB.</summary>
public readonly record struct ObjectRef(uint Granule)
{
    public static ObjectRef Null => default;

    public bool IsNull => Granule == 0;

    public override string ToString() => IsNull ? "null" : $"@{Granule:x}";
}
