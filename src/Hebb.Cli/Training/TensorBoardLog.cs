using System.CommandLine;
using Hebb.Callbacks;
using Hebb.Formats;
using Hebb.Interop.TensorBoard;

namespace Hebb.Cli;

/// <summary><c>--log DIR</c>: the training's curves, weights and layers for TensorBoard.</summary>
internal static class TensorBoardLog
{
    private const string EventFiles = "events.out.tfevents.*";

    /// <summary>The folder to write.</summary>
    public static readonly Option<string?> Option = new("--log")
    {
        Description = "Write curves, weights and layers for TensorBoard to this folder; view them with tensorboard --logdir DIR.",
        HelpName = "DIR",
    };

    /// <summary>What writes the folder while training continues; nothing if no folder is wanted.</summary>
    /// <param name="folder">The folder, or null.</param>
    /// <param name="force">Whether files of an earlier training are replaced.</param>
    /// <param name="resumes">Whether an interrupted training continues, whose curves these continue.</param>
    /// <param name="warn">Told if the folder can no longer be written while training continues.</param>
    /// <exception cref="IOException">
    /// The folder holds another training, whose curves would be mixed up with these, or cannot be written to.
    /// </exception>
    public static IReadOnlyList<Callback> Open(string? folder, bool force, bool resumes, Action<string> warn)
    {
        if (folder is null) { return []; }
        if (File.Exists(folder)) { throw new IOException($"'{folder}' is a file. Specify a folder with --log."); }
        string[] earlier = [.. new[] { folder, Path.Combine(folder, "train"), Path.Combine(folder, "validation") }
            .Where(Directory.Exists)
            .SelectMany(at => Directory.GetFiles(at, EventFiles))];
        if (earlier.Length > 0 && !force && !resumes)
        {
            throw new IOException(
                $"'{folder}' holds the curves of another training. Choose another folder with --log ({Path.Combine(folder, "2")}), "
                + "or replace them with --force.");
        }

        OutputPath.CheckWritable(Directory.Exists(folder) ? Path.Combine(folder, "train") : folder, makesParents: true);

        // Only once training begins: nothing is lost to a misspelt column.
        LambdaCallback replace = new() { TrainBegin = _ => Array.ForEach(resumes ? [] : earlier, File.Delete) };
        return [.. new Callback[] { replace, new TensorBoard(folder) { HistogramFrequency = 1 } }
            .Select(callback => new GuardedCallback(callback, $"Writing for TensorBoard to '{folder}'", warn))];
    }
}
