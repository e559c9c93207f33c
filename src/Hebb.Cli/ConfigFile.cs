using System.CommandLine;
using System.Text.Json;
using Hebb.Learning.Kinds;

namespace Hebb.Cli;

/// <summary>Options from a JSON file: <c>{ "target": "Churned", "layers": [64, 32], "json": true }</c>. What stands on the command line wins.</summary>
internal static class ConfigFile
{
    /// <summary>The option that names the file.</summary>
    public static readonly Option<string?> Option =
        new("--config") { Description = "A JSON file with options by name; options on the command line take precedence.", HelpName = "FILE" };

    private const int LargestFile = 1 << 20;

    /// <summary>The arguments, followed by those of the file that they name, if they name one and the verb takes one.</summary>
    /// <exception cref="UsageException">The file holds an unknown option, or a value that no option has.</exception>
    public static IReadOnlyList<string> Expand(IReadOnlyList<string> args, Command root)
    {
        if (args.Count == 0 || root.Subcommands.FirstOrDefault(verb => verb.Name == args[0]) is not { } command || !command.Options.Contains(Option)
            || FileOf(args) is not { } path)
        {
            return args;
        }

        using JsonDocument json = Parse(path);
        if (json.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new UsageException($"{path} holds a JSON {json.RootElement.ValueKind}. Expected one object: {{ \"target\": \"COLUMN\" }}.");
        }

        string[] known = [.. command.Options.Where(option => option != Option && option.Name != "--help").Select(option => option.Name[2..])];
        List<string> expanded = [.. args];
        foreach (JsonProperty property in json.RootElement.EnumerateObject())
        {
            string name = "--" + property.Name;
            if (!known.Contains(property.Name, StringComparer.Ordinal))
            {
                throw new UsageException($"{path}: there is no option '{property.Name}'. {Suggest.Sentence(property.Name, known, "options")}");
            }

            if (args.Any(arg => arg == name || arg.StartsWith(name + "=", StringComparison.Ordinal))) { continue; }
            bool isSwitch = command.Options.First(option => option.Name == name).ValueType == typeof(bool);
            if (property.Value.ValueKind is JsonValueKind.True or JsonValueKind.False != isSwitch)
            {
                throw new UsageException(
                    $"{path}: '{property.Name}' is {property.Value.GetRawText()}. Expected {(isSwitch ? "true or false" : "a text, a number or a list")}.");
            }

            if (property.Value.ValueKind != JsonValueKind.False) { expanded.AddRange(isSwitch ? [name] : [name, Text(property.Value, path, property.Name)]); }
        }

        return expanded;
    }

    private static string? FileOf(IReadOnlyList<string> args)
    {
        for (int i = 0; i < args.Count; i++)
        {
            if (args[i] == Option.Name && i + 1 < args.Count) { return args[i + 1]; }
            if (args[i].StartsWith(Option.Name + "=", StringComparison.Ordinal)) { return args[i][(Option.Name.Length + 1)..]; }
        }

        return null;
    }

    private static JsonDocument Parse(string path)
    {
        FileInfo file = new(path);
        if (!file.Exists) { throw new FileNotFoundException($"There is no file '{path}'. Expected options as JSON.", path); }
        if (file.Length > LargestFile) { throw new UsageException($"{path} is larger than 1 MB, so it does not hold options."); }
        try
        {
            return JsonDocument.Parse(
                File.ReadAllBytes(path),
                new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, AllowDuplicateProperties = false, MaxDepth = 4 });
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException) // the latter: half of a surrogate pair
        {
            throw new UsageException($"{path} is not JSON: {error.Message}");
        }
    }

    /// <summary>A value as it would stand on the command line: lists with commas, objects as a=1,b=5.</summary>
    private static string Text(JsonElement value, string path, string name) => value.ValueKind switch
    {
        JsonValueKind.String => TextOf(value, path, name),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(item => Text(item, path, name))),
        JsonValueKind.Object => string.Join(',', value.EnumerateObject().Select(item => $"{item.Name}={Text(item.Value, path, name)}")),
        _ => throw new UsageException($"{path}: '{name}' holds {value.GetRawText()}. Expected a text, a number or a list."),
    };

    /// <summary>JSON can spell half of a surrogate pair, which is no text.</summary>
    private static string TextOf(JsonElement value, string path, string name)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new UsageException($"{path}: '{name}' is not valid text.");
        }
    }
}
