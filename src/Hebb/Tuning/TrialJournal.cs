using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Formats;

namespace Hebb.Tuning;

/// <summary>
/// The file <c>trials.jsonl</c>: what is searched on the first line, then a line for each finished trial, on disk before the next trial begins.
/// A line that a kill has torn is the last one and is dropped.
/// </summary>
internal sealed class TrialJournal : IDisposable
{
    /// <summary>The name of the file in its folder.</summary>
    public const string FileName = "trials.jsonl";

    private readonly FileStream _file;
    private readonly Stream _written;
    private readonly Dictionary<(int Number, int? Epochs), TrialResult> _recorded = [];

    /// <summary>Opens the journal of a folder, or begins it.</summary>
    /// <param name="folder">The folder, made if it does not exist.</param>
    /// <param name="header">What is searched; the journal of another search is refused.</param>
    /// <exception cref="FileFormatException">The file is damaged elsewhere than in its last line.</exception>
    /// <exception cref="SearchException">The file belongs to another search.</exception>
    public TrialJournal(string folder, JsonObject header)
    {
        Disk.Current.CreateFolder(folder);
        string path = Path.Combine(folder, FileName);
        _file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        _written = Disk.Current.Written(_file);
        try
        {
            Open(path, ConfigJson.Text(header));
            Disk.Current.FlushFolder(folder);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>The record of a trial after this many epochs; null if there is none.</summary>
    public TrialResult? Find(int number, int? epochs) => _recorded.GetValueOrDefault((number, epochs));

    /// <summary>Adds a line, which is on disk when this returns.</summary>
    public void Add(TrialResult result)
    {
        Append(ConfigJson.Text(ToJson(result)));
        _recorded[(result.Number, result.Epochs)] = result;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Open(string path, string header)
    {
        byte[] bytes = FileBytes.Read(_file, FileName);
        int complete = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        string[] lines = Encoding.UTF8.GetString(bytes, 0, complete).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < lines.Length; i++)
        {
            ConfigSource source = new(path, string.Create(CultureInfo.InvariantCulture, $"line {i + 1}"));
            JsonObject json = ConfigJson.Parse(lines[i], source);
            if (i == 0)
            {
                string found = ConfigJson.Text(json);
                if (found != header)
                {
                    throw new SearchException(
                        $"{path} was written by another search: found {found}, expected {header}. "
                        + "Choose another folder, or search with the settings of the first.");
                }

                continue;
            }

            TrialResult result = FromJson(json, source);
            _recorded[(result.Number, result.Epochs)] = result;
        }

        _file.SetLength(complete);
        _file.Position = complete;
        if (lines.Length == 0) { Append(header); }
    }

    private void Append(string line)
    {
        _written.Write(Encoding.UTF8.GetBytes(line + "\n"));
        Disk.Current.Flush(_file);
    }

    private static JsonObject ToJson(TrialResult result)
    {
        JsonObject json = new()
        {
            ["trial"] = result.Number,
            ["value"] = result.Failed ? null : result.Value,
            ["parameters"] = new JsonObject(result.Parameters.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)Node(p.Value)))),
            ["seconds"] = Math.Round(result.Seconds, 3),
        };
        if (result.Epochs is { } epochs) { json["epochs"] = epochs; }
        if (result.Error is { } error) { json["error"] = error; }
        if (result.Executions.Count > 1) { json["executions"] = new JsonArray([.. result.Executions.Select(value => (JsonNode?)JsonValue.Create(value))]); }
        if (result.Path.Count > 0)
        {
            json["path"] =
                new JsonArray([.. result.Path.SelectMany(step => new[] { step.Index, step.Count }).Select(number => (JsonNode?)JsonValue.Create(number))]);
        }

        return json;
    }

    private static JsonValue Node(object value) => value switch
    {
        int number => JsonValue.Create(number),
        // Infinities and NaN are no JSON; as an option they are recorded as text.
        double number => double.IsFinite(number) ? JsonValue.Create(number) : JsonValue.Create(HyperParameter.Written(number)),
        bool flag => JsonValue.Create(flag),
        _ => JsonValue.Create((string)value),
    };

    private static TrialResult FromJson(JsonObject json, ConfigSource source)
    {
        ConfigNode fields = new(json, source);
        string? error = fields.Has("error") ? fields.Text("error") : null;
        double value = error is null ? fields.Number("value") : double.NaN;
        int[] path = fields.Ints("path");
        return new()
        {
            Number = fields.Int("trial"),
            Value = value,
            Error = error,
            Epochs = fields.Has("epochs") ? fields.Int("epochs") : null,
            Seconds = fields.Number("seconds", 0),
            Executions = json["executions"] is JsonArray list ? [.. list.Select(node => Real(node, source))] : error is null ? [value] : [],
            Parameters = new OrderedDictionary<string, object>(
                ConfigJson.Object(json["parameters"], source, "parameters").Select(p => KeyValuePair.Create(p.Key, Value(p.Value, source)))),
            Path = [.. path.Chunk(2).Where(step => step.Length == 2).Select(step => (step[0], step[1]))],
        };
    }

    private static double Real(JsonNode? node, ConfigSource source) =>
        node is JsonValue value && value.TryGetValue(out double number)
            ? number
            : throw source.Error($"found {ConfigSource.Short(node)} as the value of an execution; expected a number.");

    private static object Value(JsonNode? node, ConfigSource source) => node is not JsonValue value
        ? throw source.Error($"found {ConfigSource.Short(node)} as a parameter; expected a number, a text, true or false.")
        : value.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => value.TryGetValue(out int whole) ? whole : value.GetValue<double>(),
            _ => value.GetValue<string>(),
        };
}
