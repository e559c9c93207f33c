using System.Text;
using Spectre.Console;

namespace Hebb.Cli;

/// <summary>Where the tool writes: results to one stream, progress and errors to the other.</summary>
internal sealed class Terminal(TextWriter output, TextWriter error, bool isInteractive = false, Func<Stream>? input = null, Func<Stream>? outputStream = null)
{
    private readonly ResilientWriter _output = output as ResilientWriter ?? new(output);

    /// <summary>Results. Writing never fails; see <see cref="OutputProblem"/>.</summary>
    public TextWriter Output => _output;

    /// <summary>Why results could not be written; null if they could.</summary>
    public Exception? OutputProblem => _output.Problem;

    /// <summary>Results as bytes, for data too large to be text first. Writing fails when the stream is closed or full.</summary>
    public Stream OutputStream() => outputStream?.Invoke() ?? new TextWriterStream(Output);

    /// <summary>What is piped into the process.</summary>
    public Stream Input() => input?.Invoke() ?? Stream.Null;

    /// <summary>Progress, warnings and errors.</summary>
    public TextWriter Error { get; } = error;

    /// <summary>Whether somebody watches the second stream, so that a line may be redrawn.</summary>
    public bool IsInteractive { get; } = isInteractive;

    /// <summary>Held while there is something that must be saved before the process may end: a training that is about to be stopped.</summary>
    public SemaphoreSlim Unsaved { get; } = new(1);

    /// <summary>The second stream as a console that can draw.</summary>
    public IAnsiConsole Drawing => AnsiConsole.Create(new()
    {
        Out = new AnsiConsoleOutput(Error),
        ColorSystem = HasColors ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
    });

    /// <summary>The process's own streams.</summary>
    public static Terminal OfProcess()
    {
        // What others write to the console, pictures of progress among it, must not fail either.
        Console.SetOut(Writer(StandardStreams.OpenOutput()));
        Console.SetError(Writer(StandardStreams.OpenError()));
        return new(
            Writer(StandardStreams.OpenOutput()),
            Console.Error,
            !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb",
            StandardStreams.OpenInput,
            StandardStreams.OpenOutput);
    }

    private static ResilientWriter Writer(Stream stream)
    {
        Encoding encoding = OperatingSystem.IsWindows() ? Console.OutputEncoding : new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new(new StreamWriter(stream, encoding, bufferSize: 4096) { AutoFlush = true });
    }

    /// <summary>NO_COLOR, if set to anything, means no colors (no-color.org).</summary>
    private static bool HasColors => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
