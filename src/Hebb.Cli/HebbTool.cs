using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using Hebb.Cli.Commands;
using Hebb.Data;
using Hebb.Formats;
using Hebb.Learning;
using Hebb.Learning.Kinds;
using Hebb.Tensors;
using Hebb.Tuning;

namespace Hebb.Cli;

/// <summary>The command line as a function: arguments in, text on two streams and an exit code out.</summary>
public static class HebbTool
{
    private const string Description = """
        Deep learning for .NET from the terminal.

        Exit codes: 0 success, 1 failure, 2 wrong usage, 3 rows skipped, 130 stopped by Ctrl+C.
        """;

    /// <summary>Runs a command on the process's own streams. Ctrl+C asks a training to stop and save; a second one ends the process as usual.</summary>
    /// <param name="args">The arguments of the process.</param>
    /// <param name="kinds">The kinds of learning that the verbs know; null for the usual ones: <c>LearningKinds.Usual.With(new MyKind())</c>.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, LearningKinds? kinds = null)
    {
        ArgumentNullException.ThrowIfNull(args);
        using CancellationTokenSource stop = new();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return await RunAsync(args, Terminal.OfProcess(), kinds ?? LearningKinds.Usual, stop.Token).ConfigureAwait(false);

        void Stop(PosixSignalContext signal)
        {
            if (stop.IsCancellationRequested) { return; }
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    /// <summary>Runs a command.</summary>
    internal static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, LearningKinds kinds, CancellationToken cancellation = default)
    {
        RootCommand root = new(Description)
        {
            TrainCommand.Create(terminal, kinds),
            EvaluateCommand.Create(terminal, kinds),
            PredictCommand.Create(terminal, kinds),
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
            InvocationConfiguration invocation =
                new() { Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
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
        catch (Exception failure) when (failure is DataException or SearchException or IOException or FileFormatException
            or UnauthorizedAccessException or ShapeException or ArgumentException or NotSupportedException)
        {
            terminal.Error.WriteLine($"hebb: {Message(failure)}");
            return ExitCode.Failure;
        }
    }

    /// <summary>What went wrong, without the parts that .NET adds for programmers: the parameter's name, and the value once more.</summary>
    private static string Message(Exception failure)
    {
        if (failure is DataException data) { return data.MessageWith(RemedyWords.Of); }
        int added = failure is ArgumentException { ParamName: { } name } ? failure.Message.IndexOf($" (Parameter '{name}')", StringComparison.Ordinal) : -1;
        return added < 0 ? failure.Message : failure.Message[..added];
    }

    private static int Misused(Terminal terminal, ParseResult parsed, IEnumerable<string> messages)
    {
        foreach (string message in messages) { terminal.Error.WriteLine($"hebb: {message}"); }
        string command = "";
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult { Command: not RootCommand } inner; at = at.Parent)
        {
            command = $"{inner.Command.Name} {command}";
        }

        terminal.Error.WriteLine($"See: hebb {command}--help");
        return ExitCode.Usage;
    }
}
