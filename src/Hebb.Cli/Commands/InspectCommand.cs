using System.CommandLine;
using System.Text.Json.Nodes;
using Hebb.Keras;

namespace Hebb.Cli.Commands;

/// <summary><c>hebb inspect</c>: what is in a model file.</summary>
internal static class InspectCommand
{
    private static readonly Argument<string> s_model = new("FILE.keras") { Description = "A Keras model file, or a folder that 'hebb train' has written." };

    /// <summary>The verb with its options.</summary>
    public static Command Create(Terminal terminal)
    {
        Command command = new("inspect", "Show the layers, weights and training setup of a model file.") { s_model, JsonOption.Option };
        command.SetAction(parsed => Run(parsed, terminal));
        return command;
    }

    private static int Run(ParseResult parsed, Terminal terminal)
    {
        string path = Inputs.NetworkFile(parsed.GetRequiredValue(s_model));
        ModelInfo info = ModelFile.Inspect(path);
        if (JsonOption.IsGiven(parsed))
        {
            terminal.Output.WriteUnbroken(Json(info).ToJsonString());
            return ExitCode.Success;
        }

        terminal.Output.WriteLine(info);
        if (info.ClassName is not null && info.Layers.All(layer => layer.IsKnown)) { terminal.Output.Write(ModelFile.Load(path).Summary()); }
        return ExitCode.Success;
    }

    private static JsonObject Json(ModelInfo info) => new()
    {
        ["format"] = info.Format,
        ["keras_version"] = info.KerasVersion,
        ["class_name"] = info.ClassName,
        ["layers"] = new JsonArray([.. info.Layers.Select(layer =>
            (JsonNode)new JsonObject { ["name"] = layer.Name, ["class_name"] = layer.ClassName, ["known"] = layer.IsKnown })]),
        ["parameters"] = info.Parameters,
        ["optimizer"] = info.Optimizer,
        ["bytes"] = info.Bytes,
    };
}
