using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Hebb.Formats;
using Hebb.Learning.Kinds;

namespace Hebb.Cli;

/// <summary>
/// The one rule for what verbs write: never over what they read, whatever name it goes by; over anything else only with <see cref="Force"/>; and only where
/// it can be written. It is looked at before any work begins.
/// </summary>
/// <param name="parsed">The command line.</param>
/// <param name="outputs">The options that name what is written.</param>
internal sealed class OutputRule(ParseResult parsed, params Option[] outputs)
{
    /// <summary>Whether to replace what exists.</summary>
    public static readonly Option<bool> Force = new("--force") { Description = "Replace the output if it exists." };

    /// <summary>The files of a model's folder that are read.</summary>
    private static readonly string[] s_modelFiles = ["model.keras", "pipeline.json"];

    private static readonly string[] s_modelEndings = [".keras", ".h5", ".hdf5", ".onnx", ".zip"];

    private readonly List<string> _written = [];

    /// <summary>Whether the command may replace what exists.</summary>
    public bool MayReplace => parsed.GetValue(Force);

    /// <summary>What the command line names and is there: files and folders as arguments, files as values of options.</summary>
    private IEnumerable<string> Inputs
    {
        get
        {
            foreach (SymbolResult result in parsed.CommandResult.Children)
            {
                bool isArgument = result is ArgumentResult;
                if (result is OptionResult option && outputs.Contains(option.Option)) { continue; }
                foreach (string name in result.Tokens.SelectMany(token => token.Value.Split(',').Append(token.Value)).Distinct())
                {
                    if (System.IO.File.Exists(name) || (isArgument && Directory.Exists(name))) { yield return name; }
                }
            }
        }
    }

    /// <summary>Refuses a file that must not or cannot be written.</summary>
    /// <param name="option">The option that names it.</param>
    /// <param name="path">The file; null for none, - for a stream.</param>
    /// <param name="appends">Whether it is added to.</param>
    /// <exception cref="IOException">The message says what is wrong with it.</exception>
    public void File(string option, string? path, bool appends = false)
    {
        if (path is null or "-") { return; }
        if (_written.Any(other => OutputPath.IsSame(path, other))) { throw new UsageException($"'{path}' is written twice. Give each output another name."); }
        _written.Add(path);
        if (Inputs.FirstOrDefault(input => IsRead(path, input)) is { } read) { throw Reads(path, read, option); }
        if (Directory.Exists(path) || path.EndsWith(Path.DirectorySeparatorChar))
        {
            throw new IOException($"'{path}' is a folder. Give {option} the name of a file.");
        }

        if (!appends && !MayReplace && OutputPath.IsTaken(path))
        {
            throw new IOException($"'{path}' exists already. Replace it with {Force.Name}, or choose another file with {option}.");
        }

        OutputPath.CheckWritable(path);
    }

    /// <summary>What was written, in a sentence.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="count">How many examples are in it.</param>
    /// <param name="example">What one is called.</param>
    public static string Wrote(string path, long count, string example) =>
        string.Create(CultureInfo.InvariantCulture, $"Wrote {path} ({count} {example}{(count == 1 ? "" : "s")}).");

    /// <summary>Refuses a name that asks for another format than the one that is written.</summary>
    /// <param name="path">The file; null for none.</param>
    /// <param name="written">What is written, for the error.</param>
    /// <param name="endings">The endings of that; a name without an ending is taken as well.</param>
    public static void Ending(string? path, string written, params ReadOnlySpan<string> endings)
    {
        string given = Path.GetExtension(path) ?? "";
        if (given.Length <= 1 || endings.Contains(given.ToLowerInvariant()) || OutputPath.IsIn(path!, "/dev")) { return; }
        throw new UsageException($"'{path}' ends in {given}, but {written} is written. Choose a name that ends in {string.Join(" or ", endings.ToArray())}.");
    }

    /// <summary>Refuses a folder that the command reads from; whether it may be replaced is another question.</summary>
    public void Folder(string option, string path)
    {
        if (Inputs.FirstOrDefault(input => OutputPath.IsSame(path, input) || OutputPath.IsIn(input, path)) is { } read && OutputPath.IsTaken(path))
        {
            throw Reads(path, read, option);
        }

        if (s_modelEndings.FirstOrDefault(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            throw new UsageException($"'{path}' ends in {found}, but a folder is written, with {s_modelFiles[0]} in it. Leave {found} out.");
        }
    }

    private static bool IsRead(string path, string input) => OutputPath.IsSame(path, input) || (Directory.Exists(input) && System.IO.File.Exists(path)
        && OutputPath.IsIn(path, input)
        && (!System.IO.File.Exists(Path.Combine(input, s_modelFiles[1])) || s_modelFiles.Any(name => OutputPath.IsSame(path, Path.Combine(input, name)))));

    private static IOException Reads(string path, string read, string option) => new(
        $"'{path}' is {(OutputPath.IsSame(path, read) ? "" : $"in the way: '{read}' is ")}read by this command, so it is not overwritten. "
        + $"Choose another place with {option}.");
}
