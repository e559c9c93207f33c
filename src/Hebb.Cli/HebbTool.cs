using System.CommandLine;
using System.CommandLine.Parsing;
using Hebb.Cli.Commands;
using Hebb.Data;
using Hebb.Formats;
using Hebb.Keras;
using Hebb.Tensors;
using Hebb.Tuning;

namespace Hebb.Cli;

/// <summary>The command line as a function: arguments in, text on two streams and an exit code out.</summary>
internal static class HebbTool
{
    private const string Description = """
        Deep learning for .NET from the terminal.

        Exit codes: 0 success, 1 failure, 2 wrong usage, 3 rows skipped, 130 stopped by Ctrl+C.
        """;

    /// <summary>Runs a command.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, CancellationToken cancellation = default)
    {
        RootCommand root = new(Description)
        {
            TrainCommand.Create(terminal),
            EvaluateCommand.Create(terminal),
            PredictCommand.Create(terminal),
            InspectCommand.Create(terminal),
            TuneCommand.Create(terminal),
            ScoreCommand.Create(terminal),
            DataCommand.Create(terminal),
            ExplainCommand.Create(terminal),
        };
        root.HelpName = "hebb";
        ParseResult parsed = root.Parse(args);
        try
        {
            parsed = root.Parse(ConfigFile.Expand(args, root));
        }
        catch (Exception wrong) when (wrong is UsageException or IOException or UnauthorizedAccessException)
        {
            return Misused(terminal, parsed, [wrong.Message]);
        }

        if (parsed.Errors.Count > 0) { return Misused(terminal, parsed, parsed.Errors.Select(error => error.Message)); }
        try
        {
            // Signals are handled by the program, which lets a training end in order.
            InvocationConfiguration invocation = new() { Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parsed.InvokeAsync(invocation, cancellation).ConfigureAwait(false);
        }
        catch (UsageException wrong)
        {
            return Misused(terminal, parsed, [wrong.Message]);
        }
        catch (OperationCanceledException)
        {
            terminal.Error.WriteLine("hebb: stopped.");
            return ExitCode.Cancelled;
        }
        catch (Exception failure) when (failure is DataException or SearchException or IOException or FileFormatException or UnauthorizedAccessException or ShapeException or ArgumentException or NotSupportedException)
        {
            terminal.Error.WriteLine($"hebb: {Message(failure)}");
            return ExitCode.Failure;
        }
    }

    /// <summary>What went wrong, without the parts that .NET adds for programmers: the parameter's name, and the value once more.</summary>
    private static string Message(Exception failure)
    {
        int added = failure is ArgumentException { ParamName: { } name } ? failure.Message.IndexOf($" (Parameter '{name}')", StringComparison.Ordinal) : -1;
        return added < 0 ? failure.Message : failure.Message[..added];
    }

    private static int Misused(Terminal terminal, ParseResult parsed, IEnumerable<string> messages)
    {
        foreach (string message in messages) { terminal.Error.WriteLine($"hebb: {message}"); }
        string command = "";
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult { Command: not RootCommand } inner; at = at.Parent) { command = $"{inner.Command.Name} {command}"; }
        terminal.Error.WriteLine($"See: hebb {command}--help");
        return ExitCode.Usage;
    }
}
