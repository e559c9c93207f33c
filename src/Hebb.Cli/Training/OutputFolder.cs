using Hebb.Formats;
using Hebb.Learning.Training;

namespace Hebb.Cli;

/// <summary>The folder that a training writes: looked at before, and another one where it cannot be written in the end, because what was
/// learned must not be lost.</summary>
internal sealed class OutputFolder(string name, bool force)
{
    /// <summary>Its name; after <see cref="Save"/> the one that was written.</summary>
    public string Name { get; private set; } = name;

    /// <summary>Whether the folder is this training's, which may replace what it wrote.</summary>
    private bool _isOwn;

    /// <summary>Whether the network had to be saved elsewhere, because the place that was asked for can no longer be written.</summary>
    public bool IsElsewhere { get; private set; }

    /// <summary>Refuses, before hours of training, what could not be written behind it.</summary>
    /// <exception cref="IOException">The name is taken, or the place cannot be written to.</exception>
    public void Check()
    {
        if (!force && IsTaken(Name)) { throw new IOException($"'{Name}' exists already. Choose another folder with --output, or replace it with --force."); }
        TrainedModel.CheckFolder(Name, force);
    }

    /// <summary>Writes. If the name was taken while the network learned, it gets a number; if the place can no longer be written, it is the folder of
    /// temporary files.</summary>
    /// <param name="save">Writes to a folder, or replaces it.</param>
    /// <param name="error">Where a change of the name is told.</param>
    public void Save(Action<string, bool> save, TextWriter error)
    {
        try
        {
            save(Name, force || _isOwn);
            _isOwn = true;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            bool isTaken = !force && !_isOwn && IsTaken(Name);
            string place = isTaken ? Path.TrimEndingDirectorySeparator(Name) : Path.Combine(Path.GetTempPath(), Path.GetFileName(Path.GetFullPath(Name)));
            string free = isTaken || IsTaken(place)
                ? Enumerable.Range(2, int.MaxValue - 2).Select(number => $"{place}-{number}").First(other => !IsTaken(other)) : place;
            try
            {
                save(free, false);
            }
            catch (Exception again) when (again is IOException or UnauthorizedAccessException)
            {
                throw new IOException(wrong.Message, wrong); // the first reason is the one that can be mended
            }

            error.WriteLine($"hebb: {wrong.Message} The network is saved as '{free}'.");
            (Name, IsElsewhere, _isOwn) = (free, !isTaken, true);
        }
    }

    private static bool IsTaken(string path) => OutputPath.IsTaken(path);
}
