using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Security.Cryptography;
using Hebb.Callbacks;

namespace Hebb.Cli;

/// <summary>
/// Backups of a training, in a folder beside the model's: <c>--resume</c> continues a training that was interrupted as if it had not been. They are made
/// from the first second on, so often that they cost at most a twentieth of the time, and deleted when the model is saved.
/// </summary>
internal sealed class ResumableTraining
{
    /// <summary>Whether to continue.</summary>
    public static readonly Option<bool> Option = new("--resume")
    {
        Description = "Continue an interrupted training of the same command, from the backups in DIR-backup. The result is that of an uninterrupted one.",
    };

    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    /// <summary>Options that may differ: they change where and how something is told, not what is learned.</summary>
    private static readonly string[] s_free = ["--output", "--resume", "--force", "--json", "--threads", "--config"];

    private readonly ParseResult _parsed;
    private readonly IReadOnlyList<string> _data;
    private readonly BackupAndRestore _backups;
    private Dictionary<string, string>? _setup;
    private bool _resumes;

    /// <summary>The backups of a training.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="output">The folder of the model.</param>
    /// <param name="data">The files and folders that are learned from.</param>
    /// <param name="failed">Told if backups cannot be written.</param>
    public ResumableTraining(ParseResult parsed, string output, IReadOnlyList<string> data, Action<string> failed)
    {
        (_parsed, _data, Folder) = (parsed, data, Path.TrimEndingDirectorySeparator(output) + "-backup");
        _backups = new(Folder)
        {
            SaveInterval = s_interval,
            DeleteCheckpoint = false,
            Setup = () => _setup ??= Setup(),
            SaveFailed = error => failed($"no backups can be written, so an interruption would lose the training: {error.Message}"),
        };
    }

    /// <summary>The folder of the backups.</summary>
    public string Folder { get; }

    /// <summary>Makes the backups while training continues.</summary>
    public Callback Callback => _backups;

    /// <summary>Where training continues; null if it started over.</summary>
    public string? Message => _backups.Message;

    /// <summary>Whether there is something to continue.</summary>
    public bool Exists => Directory.Exists(Folder) && Directory.EnumerateFiles(Folder, "*.backup").Any();

    /// <summary>Whether what this training has learned is in the backups: it began, or it continued one that had.</summary>
    public bool IsKept => Exists && (!_resumes || Message is not null);

    /// <summary>Refuses to continue nothing, and to start over where there is something that could be continued.</summary>
    /// <exception cref="IOException">The message says what to do.</exception>
    public void Check(bool resumes, bool replaces)
    {
        _resumes = resumes;
        if (resumes && !Exists)
        {
            throw new DirectoryNotFoundException(
                $"There is no interrupted training in '{Folder}'. Leave {Option.Name} out to start one, or specify the model's folder with --output.");
        }

        if (!resumes && !replaces && Exists)
        {
            throw new IOException(
                $"'{Folder}' holds an interrupted training. Continue it with {Option.Name}, start over with --force, or choose another folder with --output.");
        }
    }

    /// <summary>Deletes the backups: the model is saved, or training starts over.</summary>
    public void Delete() => _backups.Delete();

    /// <summary>What must be the same: the options, and what the files hold.</summary>
    private Dictionary<string, string> Setup()
    {
        Dictionary<string, string> setup = [];
        foreach (OptionResult option in _parsed.CommandResult.Children.OfType<OptionResult>()
            .Where(option => !option.Implicit && !s_free.Contains(option.Option.Name)).OrderBy(option => option.Option.Name, StringComparer.Ordinal))
        {
            setup[option.Option.Name] = option.Tokens.Count == 0 ? "given" : string.Join(',', option.Tokens.Select(token => token.Value));
        }

        foreach (string path in _data) { setup[$"the content of '{Path.GetFileName(Path.TrimEndingDirectorySeparator(path))}'"] = Content(path); }
        return setup;
    }

    private static string Content(string path)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string[] files = Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)] : [path];
        long size = 0;
        byte[] block = new byte[1 << 20];
        foreach (string file in files)
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(Directory.Exists(path) ? Path.GetRelativePath(path, file) : ""));
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.SequentialScan);
            for (int read; (read = stream.Read(block)) > 0; size += read) { hash.AppendData(block, 0, read); }
        }

        string digest = Convert.ToHexStringLower(hash.GetCurrentHash())[..16];
        return string.Create(CultureInfo.InvariantCulture, $"{files.Length} file{(files.Length == 1 ? "" : "s")}, {size} bytes, {digest}");
    }
}
