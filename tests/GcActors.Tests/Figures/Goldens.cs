namespace GcActors.Tests.Figures;

/// <summary>Drawings that were looked at. <c>GCACTORS_WRITE_DRAWINGS</c> names a folder for what the tests draw now.</summary>
internal static class Goldens
{
    public static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Figures", name));

    public static string Drawn(string name, string svg)
    {
        if (Environment.GetEnvironmentVariable("GCACTORS_WRITE_DRAWINGS") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, name), svg);
        }

        return svg;
    }
}
