using System.CommandLine;
using System.Globalization;
using Hebb.Cli.Completion;

namespace Hebb.Cli.Commands;

/// <summary><c>hebb completion bash</c>: what teaches a shell to complete verbs, options and values.</summary>
internal static class CompletionCommand
{
    private const string Name = "completion", Words = "words";

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> shell = new Argument<string>("SHELL")
        {
            Description = $"The shell: {string.Join(", ", ShellScript.Shells)}.",
            HelpName = "SHELL",
        }.OneOf([.. ShellScript.Shells]);
        Command command = new(Name, "Print a script that completes verbs, options and values in a shell; its first lines say where to put it.") { shell };
        command.SetAction(parsed =>
        {
            terminal.Output.Write(ShellScript.Of(parsed.GetRequiredValue(shell)));
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>Answers a script: <c>completion words N WORDS</c>, where N words stand before the one that is completed. Its words are no words of this
    /// command line, so the parser does not see them.</summary>
    /// <returns>Whether a script asked.</returns>
    public static bool IsAnswered(IReadOnlyList<string> args, Command root, Terminal terminal)
    {
        if (args is not [Name, Words, var number, ..] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int count))
        {
            return false;
        }

        string[] words = [.. args.Skip(3)];
        foreach (string candidate in Candidates.Of(root, [.. words.Take(count)], words.ElementAtOrDefault(count) ?? ""))
        {
            terminal.Output.WriteUnbroken(candidate);
        }

        return true;
    }
}
