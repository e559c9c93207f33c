using System.CommandLine;
using System.Globalization;
using Hebb.Data;

namespace Hebb.Cli;

/// <summary>Options of a text that is continued, and its continuation.</summary>
internal static class GenerationChoices
{
    private static readonly Option<int?> s_generate = OptionValues.Count("--generate", "How many characters a model of texts goes on with.");
    private static readonly Option<double?> s_temperature = new("--temperature")
    {
        Description = "How boldly characters are drawn: below 1 surer, above 1 bolder, 0 for the most probable ones. Default: 1.",
        HelpName = "X",
        CustomParser = result =>
        {
            if (double.TryParse(result.Tokens.SingleOrDefault()?.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= 0 && double.IsFinite(value)) { return value; }
            result.AddError($"--temperature is '{result.Tokens.SingleOrDefault()?.Value}'. Expected a number of at least 0, usually between 0.5 and 1.");
            return null;
        },
    };

    private static readonly Option<string?> s_prompt = new("--prompt") { Description = "The beginning of the text to go on with. Default: the beginning of a line.", HelpName = "TEXT" };
    private static readonly Option<int> s_seed = new("--seed") { Description = "Equal seeds give equal texts.", HelpName = "N", DefaultValueFactory = _ => 0 };

    /// <summary>All of them, in the order of the help.</summary>
    public static IEnumerable<Option> All => [s_generate, s_temperature, s_prompt, s_seed];

    /// <summary>Writes prompt and continuation, character by character.</summary>
    public static int Run(CharacterModel model, ParseResult parsed, IReadOnlyList<string> inputs, string? output, Terminal terminal)
    {
        if (inputs.Count > 0) { throw new UsageException($"The model continues texts; it does not answer for '{inputs[0]}'. Give --generate N, and perhaps --prompt TEXT."); }
        int count = parsed.GetValue(s_generate) ?? throw new UsageException("The model continues texts: say how many characters with --generate N.");
        string prompt = parsed.GetValue(s_prompt) ?? "";
        IReadOnlyList<string> unknown = model.UnknownIn(prompt);
        if (unknown.Count > 0) { terminal.Error.WriteLine($"{unknown.Count} different characters of the prompt were not in the training text and count as unknown ({string.Join(" ", unknown)})"); }
        IEnumerable<string> text = model.Generate(count, prompt, parsed.GetValue(s_temperature) ?? 1, parsed.GetValue(s_seed)).Prepend(prompt);
        if (output is not null)
        {
            File.WriteAllText(output, string.Concat(text));
            return ExitCode.Success;
        }

        foreach (string part in text) { terminal.Output.Write(part); }
        terminal.Output.WriteLine();
        return ExitCode.Success;
    }
}
