using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using System.Text.Json;
using Hebb.Cli.Commands;
using Hebb.Cli.Help;
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

        Exit codes: 0 success, 1 failure, 2 wrong usage, 3 rows skipped, 130 stopped by Ctrl+C or a signal, 141 output closed (broken pipe).
        """;

    /// <summary>How long a command that is asked to stop may take to come to an end by itself.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(1.5);

    /// <summary>How long a training that was stopped may take, once its model is saved, to judge it and to write the report.</summary>
    private static readonly TimeSpan s_report = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Runs a command on the process's own streams. Ctrl+C, SIGTERM and SIGHUP ask a training to stop and save; a command that does not stop by itself is
    /// left where it is after 1.5 seconds, or 20 if it is the report of a model that is saved. A second signal ends the process as usual.
    /// </summary>
    /// <param name="args">The arguments of the process.</param>
    /// <param name="kinds">The kinds of learning that the verbs know; null for the usual ones: <c>LearningKinds.Usual.With(new MyKind())</c>.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, LearningKinds? kinds = null)
    {
        ArgumentNullException.ThrowIfNull(args);
        using CancellationTokenSource stop = new();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        return await RunAsync(args, Terminal.OfProcess(), kinds ?? LearningKinds.Usual, stop.Token).ConfigureAwait(false);

        void Stop(PosixSignalContext signal)
        {
            if (stop.IsCancellationRequested) { return; }
            signal.Cancel = true;

            // Not on the thread of signals: whoever waits for the token goes on there.
            _ = stop.CancelAsync();
        }
    }

    /// <summary>Runs a command on a thread of its own, so that one that waits for its input or for a file can be left.</summary>
    internal static async Task<int> RunAsync(IReadOnlyList<string> args, Terminal terminal, LearningKinds kinds, CancellationToken cancellation = default)
    {
        Task<int> command = Task.Factory.StartNew(
            () => Run(args, terminal, kinds, cancellation), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (await Task.WhenAny(command, Overdue(terminal, cancellation)).ConfigureAwait(false) == command)
        {
            return Finished(await command.ConfigureAwait(false), terminal);
        }

        terminal.Live?.Close();
        terminal.Error.WriteLine("hebb: stopped.");
        return ExitCode.Cancelled;
    }

    /// <summary>Ends when a command that was asked to stop has had its time, and nothing is left that must be saved.</summary>
    private static async Task Overdue(Terminal terminal, CancellationToken cancellation)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.Delay(s_grace, CancellationToken.None).ConfigureAwait(false);
        await terminal.Unsaved.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        if (terminal.IsSaved) { await Task.Delay(s_report, CancellationToken.None).ConfigureAwait(false); }
    }

    /// <summary>A command whose results could not be written has not succeeded, although it did its work.</summary>
    private static int Finished(int code, Terminal terminal)
    {
        if (terminal.OutputProblem is not { } problem || code is not (ExitCode.Success or ExitCode.Skipped)) { return code; }
        if (problem is BrokenPipeException) { return ExitCode.BrokenPipe; }
        terminal.Error.WriteLine($"hebb: {ResultStream.Unwritable(problem)}");
        return ExitCode.Failure;
    }

    private static int Run(IReadOnlyList<string> args, Terminal terminal, LearningKinds kinds, CancellationToken cancellation)
    {
        Argument<string[]> help = new("VERB") { HelpName = "VERB", Arity = ArgumentArity.ZeroOrMore };
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
            CompletionCommand.Create(terminal),
            new Command("help", "Show the help of a verb: hebb help train.") { help },
            new Command("version", "Show the version."),
        };
        root.HelpName = "hebb";
        help.CompletionSources.Add(_ => root.Subcommands.Select(verb => new CompletionItem(verb.Name)));
        if (CompletionCommand.IsAnswered(args, root, terminal)) { return ExitCode.Success; }
        args = InOptions([.. args]);
        ParseResult parsed = root.Parse(args);
        if (UnknownWords.In(args, parsed) is { Count: > 0 } unknown) { return Misused(terminal, parsed, unknown); }
        try
        {
            parsed = root.Parse(ConfigFile.Expand(args, root));
        }
        catch (Exception wrong) when (wrong is UsageException or IOException or UnauthorizedAccessException)
        {
            return Misused(terminal, parsed, [wrong.Message]);
        }

        if (HelpPage.IsWritten(parsed, terminal.Output, terminal.OutputWidth)) { return ExitCode.Success; }
        if (ParseErrors.In(parsed) is { Count: > 0 } wrongs) { return Misused(terminal, parsed, wrongs); }
        try
        {
            // Signals are handled by the program, which lets a training end in order.
            InvocationConfiguration invocation =
                new() { Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return parsed.InvokeAsync(invocation, cancellation).GetAwaiter().GetResult();
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
        catch (BrokenPipeException)
        {
            return ExitCode.BrokenPipe;
        }
        catch (Exception failure) when (failure is DataException or SearchException or IOException or FileFormatException
            or UnauthorizedAccessException or ShapeException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            terminal.Error.WriteLine($"hebb: {Message(failure, parsed)}");
            return ExitCode.Failure;
        }
    }

    /// <summary>Help and version as the options that they are: <c>hebb</c>, <c>hebb help train</c>, <c>hebb version</c>.</summary>
    private static string[] InOptions(string[] args) => args switch
    {
        [] => ["--help"],
        ["help", .. string[] verb] => [.. verb.Where(word => !word.StartsWith('-')), "--help"],
        ["version"] => ["--version"],
        _ => args,
    };

    /// <summary>
    /// What went wrong, without the parts that .NET adds for programmers, the parameter's name and the value once more; a setting that is an option of the verb
    /// is called by the option.
    /// </summary>
    internal static string Message(Exception failure, ParseResult? parsed = null)
    {
        if (failure is DataException data) { return data.MessageWith(RemedyWords.Of); }
        if (failure is not ArgumentException { ParamName: { } name }) { return failure.Message; }
        int added = failure.Message.IndexOf($" (Parameter '{name}')", StringComparison.Ordinal);
        string message = added < 0 ? failure.Message : failure.Message[..added], flag = $"--{JsonNamingPolicy.KebabCaseLower.ConvertName(name)}";
        bool isOption = parsed is not null && parsed.CommandResult.Command.Options.Any(option => option.Name == flag);
        return isOption && message.StartsWith($"{name} must be", StringComparison.Ordinal) ? $"{flag}{message[name.Length..]}" : message;
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
