namespace Hebb.Cli;

/// <summary>A name as a word of a command that can be pasted into a shell.</summary>
internal static class ShellWord
{
    private const string Plain = "=-_./,:+@%", PlainOfWindows = "=-_./:+\\", ReplacedByPowerShell = "$`\"“”„";

    /// <summary>The name, quoted for the usual shells of this system if it needs to be.</summary>
    public static string Of(string name) => Of(name, OperatingSystem.IsWindows());

    /// <summary>
    /// An option with its value; one that begins with a dash stands behind an equals sign, because it is not a file that could be called ./-x.
    /// </summary>
    public static string OfOption(string flag, string value) =>
        value.StartsWith('-') ? $"{flag}=-{Of(value[1..]) switch { "''" or "\"\"" => "", var rest => rest }}" : $"{flag} {Of(value)}";

    /// <summary>The name, quoted if it needs to be.</summary>
    /// <param name="name">A file, a folder, a column or a value.</param>
    /// <param name="isWindows">Whether for cmd and PowerShell, otherwise for sh.</param>
    public static string Of(string name, bool isWindows)
    {
        string plain = isWindows ? PlainOfWindows : Plain;
        bool isPlain = name.All(c => char.IsLetterOrDigit(c) || plain.Contains(c, StringComparison.Ordinal));
        if (isPlain && name.Length > 0 && name[0] != '-') { return name; }

        // What begins with a dash would be an option, whatever quotes are around it.
        if (name.StartsWith('-')) { name = $".{(isWindows ? '\\' : '/')}{name}"; }
        if (!isWindows) { return $"'{name.Replace("'", "'\\''", StringComparison.Ordinal)}'"; }

        // Double quotes serve cmd and PowerShell, but not for what PowerShell replaces within them.
        return name.Any(c => ReplacedByPowerShell.Contains(c, StringComparison.Ordinal))
            ? $"'{name.Replace("'", "''", StringComparison.Ordinal)}'" : $"\"{name}\"";
    }
}
