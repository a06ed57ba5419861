using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GcActors.Experiments.Running;

namespace GcActors.Experiments.Results;

/// <summary>One run on disk: <c>manifest.json</c>, <c>host.json</c>, <c>experiment.yaml</c>, <c>trials.jsonl</c>, <c>shards/</c>, <c>summary.csv</c>, <c>figures/</c>.</summary>
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
    public static ResultsFolder Open(string path, bool resume, JsonObject manifest, JsonObject host, string experiment)
    {
        var folder = new ResultsFolder(path);
        if (!resume && (Directory.Exists(path) || File.Exists(path)))
            throw new ExperimentFileException($"{path} exists; give another --out, or --resume to go on with it");
        if (!File.Exists(folder.ManifestFile))
            folder.Create(manifest, host, experiment);
        folder.RefuseAnother(manifest);
        return folder;
    }

    /// <summary>A folder that a run has left.</summary>
    /// <exception cref="ExperimentFileException">There is none.</exception>
    public static ResultsFolder OpenExisting(string path)
    {
        var folder = new ResultsFolder(path);
        return File.Exists(folder.ManifestFile) ? folder : throw new ExperimentFileException($"{path}: no results folder: there is no manifest.json in it");
    }

    public void Write(string name, string content) => Write(Path, name, content);

    /// <summary>A file of a folder, whole or as it was.</summary>
    internal static void Write(string folder, string name, string content)
    {
        string file = System.IO.Path.Combine(folder, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        // Processes on several machines may write the same file.
        string unfinished = $"{file}.{System.IO.Path.GetRandomFileName()}.tmp";
        File.WriteAllText(unfinished, content, new UTF8Encoding(false));
        File.Move(unfinished, file, overwrite: true);
    }

    /// <summary>The manifest comes last: a folder with a manifest is a whole one. Shards that begin at once all write the same.</summary>
    private void Create(JsonObject manifest, JsonObject host, string experiment)
    {
        try
        {
            Write(ExperimentFileReader.FileName, experiment);
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
        JsonObject recorded = ReadManifest();
        foreach (string key in Manifest.Identity)
        {
            string before = recorded[key]?.ToJsonString() ?? "absent";
            string now = manifest[key]?.ToJsonString() ?? "absent";
            if (before != now)
                throw new ExperimentFileException($"{ManifestFile}: cannot be resumed: '{key}' was {before} and is {now}");
        }
    }

    /// <exception cref="ExperimentFileException">It is no JSON.</exception>
    public JsonObject ReadManifest()
    {
        try
        {
            return (JsonObject)JsonNode.Parse(File.ReadAllText(ManifestFile))!;
        }
        catch (Exception e) when (e is JsonException or InvalidCastException)
        {
            throw new ExperimentFileException($"{ManifestFile}: {e.Message}");
        }
    }
}
