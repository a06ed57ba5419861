namespace GcActors.Core.Python;

/// <summary>What the interpreter itself keeps immortal (cpython-memory.md 11).</summary>
internal static class Builtins
{
    private static readonly string[] s_always = ["none", "true", "false", "ellipsis", "smallint", "emptytuple", "emptystr", "onechar", "type"];

    /// <param name="name">A sample of scenario-language.md 4.</param>
    /// <param name="version">Where.</param>
    public static bool IsImmortal(string name, VersionProfile version) =>
        version.HasImmortals && (s_always.Contains(name) || (name == "interned" && version.InternedTextIsImmortal));
}
