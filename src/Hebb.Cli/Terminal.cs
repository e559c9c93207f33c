using Spectre.Console;

namespace Hebb.Cli;

/// <summary>Where the tool writes: results to one stream, progress and errors to the other.</summary>
internal sealed class Terminal(TextWriter output, TextWriter error, bool isInteractive = false, Func<Stream>? input = null, Func<Stream>? outputStream = null)
{
    /// <summary>Results.</summary>
    public TextWriter Output { get; } = output;

    /// <summary>Results as bytes, for data too large to be text first.</summary>
    public Stream OutputStream() => outputStream?.Invoke() ?? new TextWriterStream(Output);

    /// <summary>What is piped into the process.</summary>
    public Stream Input() => input?.Invoke() ?? Stream.Null;

    /// <summary>Progress, warnings and errors.</summary>
    public TextWriter Error { get; } = error;

    /// <summary>Whether somebody watches the second stream, so that a line may be redrawn.</summary>
    public bool IsInteractive { get; } = isInteractive;

    /// <summary>The second stream as a console that can draw.</summary>
    public IAnsiConsole Drawing => AnsiConsole.Create(new()
    {
        Out = new AnsiConsoleOutput(Error),
        ColorSystem = HasColors ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
    });

    /// <summary>The process's own streams.</summary>
    public static Terminal OfProcess() => new(
        Console.Out,
        Console.Error,
        !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb",
        Console.OpenStandardInput,
        Console.OpenStandardOutput);

    /// <summary>NO_COLOR, if set to anything, means no colors (no-color.org).</summary>
    private static bool HasColors => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
