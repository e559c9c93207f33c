namespace Hebb.Cli.Tests;

/// <summary>The second stream of a terminal, on which something happens once, when a line begins with a text.</summary>
internal sealed class Hook(string beginning, Action then) : StringWriter
{
    private Action? _then = then;

    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        if (value?.StartsWith(beginning, StringComparison.Ordinal) != true) { return; }
        Action? happens = Interlocked.Exchange(ref _then, null);
        happens?.Invoke();
    }
}
