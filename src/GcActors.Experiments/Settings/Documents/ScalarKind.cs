namespace GcActors.Experiments.Settings.Documents;

/// <summary>What a scalar means by the YAML 1.2 core schema, with <c>_</c> allowed between digits.</summary>
public enum ScalarKind
{
    Null,
    Flag,
    WholeNumber,
    DecimalNumber,
    Text,
}
