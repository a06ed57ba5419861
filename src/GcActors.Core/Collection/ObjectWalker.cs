using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// The one place that knows where an object's counted references lie and in which order CPython traverses them (cpython-memory.md 7 C): lists and tuples
/// from the last to the first, all else in order.
/// </summary>
internal static unsafe class ObjectWalker
{
    /// <summary>Visits every counted reference of an object.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Walk<TVisitor>(byte* heapBase, Shape* shapes, ObjectHeader* o, TVisitor visitor)
        where TVisitor : struct, IReferenceVisitor
    {
        Shape* shape = shapes + o->Shape;
        if (shape->Kind == ObjectKind.Record)
        {
            WalkRecord(shape, o, visitor);
            return;
        }

        WalkOther(heapBase, shape, o, visitor);
    }

    /// <summary>Visits the references of a record, except that it may pass over null ones. Two fields are looked at as one: leaves are half of any binary
    /// tree, and pairs the commonest of small records.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WalkRecord<TVisitor>(Shape* shape, ObjectHeader* o, TVisitor visitor)
        where TVisitor : struct, IReferenceVisitor
    {
        var field = (uint*)(o + 1);
        uint fields = shape->Fields;
        if (fields == 2)
        {
            ulong pair = *(ulong*)field;
            if (pair != 0)
            {
                visitor.Visit((uint)pair);
                visitor.Visit((uint)(pair >> 32));
            }

            return;
        }

        for (uint* end = field + fields; field < end; field++)
        {
            visitor.Visit(*field);
        }
    }

    /// <summary>Visits every counted reference of an object that is no record.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void WalkOther<TVisitor>(byte* heapBase, Shape* shape, ObjectHeader* o, TVisitor visitor)
        where TVisitor : struct, IReferenceVisitor
    {
        var fields = (uint*)(o + 1);
        if (shape->Kind == ObjectKind.Tuple)
        {
            Backward(fields, shape->Fields, visitor);
            return;
        }

        Forward(fields, shape->Fields, visitor);
        if (!shape->HasItems)
        {
            return;
        }

        ItemArray* items = ItemArray.Of(o);
        if (shape->Kind == ObjectKind.List)
        {
            Backward(items->Items(heapBase), items->Length, visitor);
        }
        else
        {
            Forward(items->Items(heapBase), items->Length, visitor);
        }
    }

    private static void Forward<TVisitor>(uint* items, uint count, TVisitor visitor)
        where TVisitor : struct, IReferenceVisitor
    {
        for (uint i = 0; i < count; i++)
        {
            visitor.Visit(items[i]);
        }
    }

    private static void Backward<TVisitor>(uint* items, uint count, TVisitor visitor)
        where TVisitor : struct, IReferenceVisitor
    {
        for (uint i = count; i-- > 0;)
        {
            visitor.Visit(items[i]);
        }
    }
}
