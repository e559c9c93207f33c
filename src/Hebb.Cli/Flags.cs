using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using Hebb.Learning.Kinds;

namespace Hebb.Cli;

/// <summary>Options of kinds of learning as flags of a verb.</summary>
internal sealed class Flags(IEnumerable<LearningOption> options)
{
    private readonly (LearningOption Option, Option Flag)[] _flags = [.. options.Select(option => (option, Make(option)))];

    /// <summary>The flags, in the order of the options.</summary>
    public IEnumerable<Option> All => _flags.Select(one => one.Flag);

    /// <summary>What was given on a command line.</summary>
    public OptionValues Read(ParseResult parsed)
    {
        OptionValues given = new();
        foreach ((LearningOption option, Option flag) in _flags)
        {
            if (parsed.GetResult(flag) is { Implicit: false } result)
            {
                given.Set(option, flag is Option<bool> on ? $"{parsed.GetValue(on)}" : Text(result.Tokens));
            }
        }

        return given;
    }

    /// <summary>An option of the tool alone as a flag.</summary>
    public static Option<T> Of<T>(LearningOption<T> option) => new(option.Flag)
    {
        CompletionSources = { _ => Completions(option) },
        Description = option.Description,
        HelpName = option.ValueName,
        Arity = ArityOf(option),
        CustomParser = result =>
        {
            try
            {
                return option.Read(Text(result.Tokens));
            }
            catch (UsageException wrong)
            {
                result.AddError(wrong.Message);
                return default;
            }
        },
    };

    private static Option Make(LearningOption option)
    {
        if (option.IsSwitch) { return new Option<bool>(option.Flag) { Description = option.Description }; }
        Option flag = option.IsList
            ? new Option<string[]>(option.Flag)
            : new Option<string?>(option.Flag) { DefaultValueFactory = option.DefaultValue is { } usual ? _ => $"{usual}" : null };
        (flag.Description, flag.HelpName, flag.Arity) = (option.Description, option.ValueName, ArityOf(option));
        flag.CompletionSources.Add(_ => Completions(option));
        flag.Validators.Add(result =>
        {
            if (result.Implicit) { return; }
            try
            {
                option.Parse(Text(result.Tokens));
            }
            catch (UsageException wrong)
            {
                result.AddError(wrong.Message);
            }
        });
        return flag;
    }

    private static IEnumerable<CompletionItem> Completions(LearningOption option) => option.Values.Select(value => new CompletionItem(value));

    private static ArgumentArity ArityOf(LearningOption option) => option.IsList ? ArgumentArity.OneOrMore : ArgumentArity.ExactlyOne;

    private static string Text(IReadOnlyList<Token> tokens) => string.Join(',', tokens.Select(token => token.Value));
}
