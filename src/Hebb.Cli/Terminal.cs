using System.Text;

namespace Hebb.Cli;

/// <summary>Where the tool writes: results to one stream, progress and errors to the other.</summary>
internal sealed class Terminal
{
    private const int UsualWidth = 80;

    private readonly ResilientWriter _output;
    private readonly Func<Stream>? _input, _outputStream;
    private readonly Func<int>? _outputWidth;

    /// <summary>Streams.</summary>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where progress and errors go.</param>
    /// <param name="input">Opens what is piped in.</param>
    /// <param name="outputStream">Opens <paramref name="output"/> for bytes.</param>
    /// <param name="outputWidth">The columns of the terminal that shows <paramref name="output"/>; null for a file or a pipe.</param>
    /// <param name="errorWidth">The columns of the terminal that shows <paramref name="error"/>; null for a file or a pipe.</param>
    public Terminal(
        TextWriter output, TextWriter error, Func<Stream>? input = null, Func<Stream>? outputStream = null,
        Func<int>? outputWidth = null, Func<int>? errorWidth = null)
    {
        _output = output as ResilientWriter ?? new(output);
        (_input, _outputStream) = (input, outputStream);
        if (errorWidth is not null && !IsDumb) { Live = new(error, errorWidth); }
        (_outputWidth, Output, Error) = (outputWidth, new(_output, Live, outputWidth), new(error, Live, errorWidth));
    }

    /// <summary>Results. Writing never fails; see <see cref="OutputProblem"/>.</summary>
    public TerminalWriter Output { get; }

    /// <summary>The columns of the terminal that shows results; null for a file or a pipe.</summary>
    public int? OutputWidth => _outputWidth?.Invoke();

    /// <summary>Why results could not be written; null if they could.</summary>
    public Exception? OutputProblem => _output.Problem;

    /// <summary>Results as bytes, for data too large to be text first. Writing fails when the stream is closed or full, and says which stream it is.</summary>
    public Stream OutputStream() => new ResultStream(_outputStream?.Invoke() ?? new TextWriterStream(Output));

    /// <summary>What is piped into the process.</summary>
    public Stream Input() => _input?.Invoke() ?? Stream.Null;

    /// <summary>Progress, warnings and errors.</summary>
    public TerminalWriter Error { get; }

    /// <summary>A line of the second stream that is redrawn; null if nobody watches.</summary>
    public LiveLine? Live { get; }

    /// <summary>Held while there is something that must be saved before the process may end: a training that is about to be stopped.</summary>
    public SemaphoreSlim Unsaved { get; } = new(1);

    /// <summary>Whether a model is saved, and what is left is to say how good it is.</summary>
    public bool IsSaved { get; set => Volatile.Write(ref field, value); }

    /// <summary>
    /// Whether what is drawn may be colored. NO_COLOR, if set to anything, means no colors (no-color.org); consoles of Windows may show the codes instead.
    /// </summary>
    public static bool HasColors => !OperatingSystem.IsWindows() && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    private static bool IsDumb => Environment.GetEnvironmentVariable("TERM") == "dumb";

    /// <summary>The process's own streams.</summary>
    public static Terminal OfProcess()
    {
        Terminal terminal = new(
            Writer(StandardStreams.OpenOutput()),
            TextWriter.Synchronized(Writer(StandardStreams.OpenError())),
            StandardStreams.OpenInput,
            StandardStreams.OpenOutput,
            Console.IsOutputRedirected ? null : Width,
            Console.IsErrorRedirected ? null : Width);

        // What others write to the console must not fail, nor destroy the line that is redrawn.
        Console.SetOut(terminal.Output);
        Console.SetError(terminal.Error);
        return terminal;
    }

    private static int Width()
    {
        try
        {
            return Console.WindowWidth is > 0 and int width ? width : UsualWidth;
        }
        catch (IOException)
        {
            return UsualWidth;
        }
    }

    private static ResilientWriter Writer(Stream stream)
    {
        Encoding encoding = OperatingSystem.IsWindows() ? Console.OutputEncoding : new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new(new StreamWriter(stream, encoding, bufferSize: 4096) { AutoFlush = true });
    }
}
