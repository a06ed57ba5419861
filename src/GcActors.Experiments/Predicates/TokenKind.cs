namespace GcActors.Experiments.Predicates;

internal enum TokenKind
{
    Word,
    Number,
    Symbol,
    End,
}
