namespace GcActors.Core.Objects;

/// <summary>A cell fresh from an allocator: its granule and its address.</summary>
internal readonly unsafe struct TakenCell(uint cell, ObjectHeader* header)
{
    public readonly uint Cell = cell;
    public readonly ObjectHeader* Header = header;
}
