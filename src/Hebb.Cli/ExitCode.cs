namespace Hebb.Cli;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>
    /// The command was understood but could not be carried out, or not completely: a missing file, bad data, a damaged model, an output that is full.
    /// </summary>
    public const int Failure = 1;

    /// <summary>The command line was not understood.</summary>
    public const int Usage = 2;

    /// <summary>Rows were scored, but some could not be read and were skipped.</summary>
    public const int Skipped = 3;

    /// <summary>Stopped by Ctrl+C or a signal to end; what was learned until then is saved.</summary>
    public const int Cancelled = 130;

    /// <summary>Whoever read the output has gone: <c>hebb predict … | head</c>. What the command saves is saved.</summary>
    public const int BrokenPipe = 141;
}
