using System.CommandLine;
using Hebb.Keras;

namespace Hebb.Cli.Commands;

/// <summary><c>hebb inspect</c>: what is in a model file.</summary>
internal static class InspectCommand
{
    private static readonly Argument<string> s_model = new("FILE.keras") { Description = "A Keras model file, or a folder that 'hebb train' has written." };

    /// <summary>The verb with its options.</summary>
    public static Command Create(Terminal terminal)
    {
        Command command = new("inspect", "Show the layers, weights and training setup of a model file.") { s_model };
        command.SetAction(parsed => Run(parsed, terminal));
        return command;
    }

    private static int Run(ParseResult parsed, Terminal terminal)
    {
        string path = Inputs.NetworkFile(parsed.GetRequiredValue(s_model));
        ModelInfo info = ModelFile.Inspect(path);
        terminal.Output.WriteLine(info);
        if (info.ClassName is not null && info.Layers.All(layer => layer.IsKnown)) { terminal.Output.Write(ModelFile.Load(path).Summary()); }
        return ExitCode.Success;
    }
}
