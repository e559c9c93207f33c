using System.CommandLine;
using System.CommandLine.Parsing;
using Hebb.Learning.Kinds;
using Hebb.Learning.Tables;

namespace Hebb.Cli;

/// <summary>The command line of a training once more, for another model of the same table.</summary>
internal static class RepeatedCommand
{
    /// <summary>Options that say where and how something is told; the new model has a folder of its own.</summary>
    private static readonly string[] s_left = ["--output", "--resume", "--force", "--json", "--log", "--config", NetworkOption.Network.Flag];

    /// <summary>The command as it can be pasted into a shell.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="model">The other model.</param>
    /// <param name="output">The folder of this one.</param>
    public static string With(ParseResult parsed, string model, string output)
    {
        IEnumerable<string> dropped = model == "network" ? s_left : s_left.Concat(TableKind.NetworkOptions.Select(option => option.Flag));
        IEnumerable<string> inputs =
            parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => ShellWord.Of(token.Value));
        IEnumerable<string> options = parsed.CommandResult.Children.OfType<OptionResult>()
            .Where(option => !option.Implicit && !dropped.Contains(option.Option.Name))
            .SelectMany(option => option.Tokens.Count == 0
                ? [option.Option.Name]
                : option.Tokens.Select(token => ShellWord.OfOption(option.Option.Name, token.Value)));
        string folder = ShellWord.Of($"{Path.TrimEndingDirectorySeparator(output)}-{model}");
        return $"hebb train {string.Join(' ', inputs.Concat(options))} {NetworkOption.Network.Flag} {model} --output {folder}";
    }
}
