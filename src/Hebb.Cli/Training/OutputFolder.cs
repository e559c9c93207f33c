using Hebb.Learning.Training;

namespace Hebb.Cli;

/// <summary>The folder that a training writes: looked at before, and another one where it cannot be written in the end, because what was
/// learned must not be lost.</summary>
internal sealed class OutputFolder(string name, bool force)
{
    /// <summary>Its name; after <see cref="Save"/> the one that was written.</summary>
    public string Name { get; private set; } = name;

    /// <summary>Refuses, before hours of training, what could not be written behind it.</summary>
    /// <exception cref="IOException">The name is taken.</exception>
    public void Check()
    {
        if (!force && IsTaken(Name)) { throw new IOException($"'{Name}' exists already. Choose another folder with --output, or replace it with --force."); }
        TrainedModel.CheckFolder(Name, force);
    }

    /// <summary>Writes. If the name was taken while the network learned, it gets a number.</summary>
    /// <param name="save">Writes to a folder, or replaces it.</param>
    /// <param name="error">Where a change of the name is told.</param>
    public void Save(Action<string, bool> save, TextWriter error)
    {
        try
        {
            save(Name, force);
        }
        catch (IOException wrong) when (IsTaken(Name))
        {
            string free =
                Enumerable.Range(2, int.MaxValue - 2).Select(number => $"{Path.TrimEndingDirectorySeparator(Name)}-{number}").First(other => !IsTaken(other));
            save(free, false);
            error.WriteLine($"hebb: {wrong.Message} The network is saved as '{free}'.");
            Name = free;
        }
    }

    private static bool IsTaken(string path) => Directory.Exists(path) || File.Exists(path);
}
