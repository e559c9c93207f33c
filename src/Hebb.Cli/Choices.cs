using System.CommandLine;
using System.CommandLine.Completions;
using Hebb.Learning.Kinds;

namespace Hebb.Cli;

/// <summary>Options and arguments of the tool alone whose value is one of some words.</summary>
internal static class Choices
{
    /// <summary>Refuses other values, as options of kinds of learning do.</summary>
    public static Option<string> OneOf(this Option<string> option, params string[] values)
    {
        LearningOption<string?> known = LearningOption.OneOf(option.Name[2..], "", values);
        option.CompletionSources.Add(_ => values.Select(value => new CompletionItem(value)));
        option.Validators.Add(result =>
        {
            if (result.Implicit || result.Tokens is not [var token]) { return; }
            try
            {
                known.Read(token.Value);
            }
            catch (UsageException wrong)
            {
                result.AddError(wrong.Message);
            }
        });
        return option;
    }

    /// <summary>Refuses other values.</summary>
    public static Argument<string> OneOf(this Argument<string> argument, params string[] values)
    {
        argument.CompletionSources.Add(_ => values.Select(value => new CompletionItem(value)));
        argument.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !values.Contains(token.Value))
            {
                result.AddError($"{argument.Name} is '{token.Value}'. Expected one of {string.Join(", ", values)}.");
            }
        });
        return argument;
    }
}
