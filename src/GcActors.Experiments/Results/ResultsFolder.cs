using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GcActors.Experiments.Running;

namespace GcActors.Experiments.Results;

/// <summary>One run on disk: <c>manifest.json</c>, <c>host.json</c>, <c>trials.jsonl</c>, <c>summary.csv</c>, <c>figures/</c>.</summary>
public sealed class ResultsFolder
{
    private static readonly JsonSerializerOptions FileFormat = new(TrialLog.LineFormat) { WriteIndented = true };

    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    private ResultsFolder(string path) => Path = path;

    public string Path { get; }

    public string TrialsFile => System.IO.Path.Combine(Path, "trials.jsonl");

    private string ManifestFile => System.IO.Path.Combine(Path, "manifest.json");

    public static string DefaultPath(string experimentId, DateTimeOffset now, string shortCommit) =>
        System.IO.Path.Combine("results", $"{experimentId}-{now.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}-{shortCommit}");

    /// <exception cref="ExperimentFileException">The folder exists and is not to be resumed, or belongs to another run.</exception>
    public static ResultsFolder Open(string path, bool resume, JsonObject manifest, JsonObject host)
    {
        var folder = new ResultsFolder(path);
        if (!resume && (Directory.Exists(path) || File.Exists(path)))
            throw new ExperimentFileException($"{path} exists; give another --out, or --resume to go on with it");
        if (File.Exists(folder.ManifestFile))
            folder.RefuseAnother(manifest);
        else
            folder.Create(manifest, host);
        return folder;
    }

    public void Write(string name, string content)
    {
        string file = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        string unfinished = file + ".tmp";
        File.WriteAllText(unfinished, content, new UTF8Encoding(false));
        File.Move(unfinished, file, overwrite: true);
    }

    /// <summary>The manifest comes last: a folder with a manifest is a whole one.</summary>
    private void Create(JsonObject manifest, JsonObject host)
    {
        try
        {
            Write("host.json", host.ToJsonString(FileFormat) + "\n");
            Write("manifest.json", manifest.ToJsonString(FileFormat) + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ExperimentFileException($"{Path}: cannot be written: {e.Message}");
        }
    }

    private void RefuseAnother(JsonObject manifest)
    {
        JsonNode? recorded = ReadManifest();
        foreach (string key in Manifest.Identity)
        {
            string before = recorded?[key]?.ToJsonString() ?? "absent";
            string now = manifest[key]?.ToJsonString() ?? "absent";
            if (before != now)
                throw new ExperimentFileException($"{ManifestFile}: cannot be resumed: '{key}' was {before} and is {now}");
        }
    }

    private JsonNode? ReadManifest()
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(ManifestFile));
        }
        catch (JsonException e)
        {
            throw new ExperimentFileException($"{ManifestFile}: {e.Message}");
        }
    }
}
