using Hebb.Data.Tables;

namespace Hebb.Data.Synthetic;

/// <summary>A synthetic table by name, as <c>hebb data make</c> offers it.</summary>
/// <param name="Name">The name, in lower case.</param>
/// <param name="Description">What it is, in one line.</param>
/// <param name="Rows">The usual number of rows.</param>
/// <param name="Noise">The usual noise; null if the set knows none.</param>
public sealed record SyntheticSet(string Name, string Description, int Rows, double? Noise)
{
    /// <summary>All sets.</summary>
    public static IReadOnlyList<SyntheticSet> All { get; } =
    [
        new("circle", "a disc in a ring (TensorFlow Playground)", 500, 0),
        new("xor", "four squares, opposite ones alike (TensorFlow Playground)", 500, 0),
        new("gauss", "two normal clouds (TensorFlow Playground)", 500, 0),
        new("spiral", "two arms of a spiral (TensorFlow Playground)", 500, 0),
        new("plane", "regression: an inclined plane (TensorFlow Playground)", 1200, 0),
        new("multi-gauss", "regression: six bumps (TensorFlow Playground)", 1200, 0),
        new("moons", "two half circles that reach into each other", 500, 0.1),
        new("blobs", "three normal clouds, three classes", 500, 1),
        new("checkerboard", "sixteen squares of two classes", 1000, 0),
        new("sine", "regression: a sine of one feature", 500, 0.1),
        new("customers", "customers of a telephone company, who stay or leave", 5000, null),
        new("transactions", "payments by card, 30 columns, few of them fraud", 10_000, null),
        new("waves", "regression: a series of hours, the load of a grid", 2000, 1),
        new("sentences", "sentences of a small grammar, positive or negative", 2000, 0),
    ];

    /// <summary>A set by name.</summary>
    /// <exception cref="ArgumentException">There is no such set; the message lists all and suggests the closest.</exception>
    public static SyntheticSet Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(set => string.Equals(set.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException(
                $"There is no set '{name}'. "
                + $"{Suggest.Sentence(name, [.. All.Select(set => set.Name), .. SyntheticFolder.All.Select(set => set.Name)], "sets")}");
    }

    /// <summary>The table in parts, so that any number of rows fits in memory; sets whose rows depend on each other come as one part.</summary>
    /// <param name="rows">The number of rows; null for the usual one.</param>
    /// <param name="noise">The noise; null for the usual one.</param>
    /// <param name="seed">Chooses the rows.</param>
    /// <exception cref="ArgumentException">The set knows no noise, but one is given.</exception>
    public IEnumerable<Table> Make(int? rows = null, double? noise = null, long seed = 1)
    {
        if (noise is not null && Noise is null) { throw new ArgumentException($"The set '{Name}' has no noise setting. Leave it out."); }
        (int count, double level) = (rows ?? Rows, noise ?? Noise ?? 0);
        return Name switch
        {
            "circle" => [SyntheticTables.Circle(count, level, seed)],
            "xor" => [SyntheticTables.Xor(count, level, seed)],
            "gauss" => [SyntheticTables.Gauss(count, level, seed)],
            "spiral" => [SyntheticTables.Spiral(count, level, seed)],
            "plane" => [SyntheticTables.Plane(count, level, seed)],
            "multi-gauss" => [SyntheticTables.MultiGauss(count, level, seed)],
            "moons" => [SyntheticTables.Moons(count, level, seed)],
            "blobs" => [SyntheticTables.Blobs(count, level, seed)],
            "checkerboard" => [SyntheticTables.Checkerboard(count, level, seed)],
            "sine" => [SyntheticTables.Sine(count, level, seed)],
            "waves" => [SyntheticTables.Waves(count, level, seed)],
            "sentences" => [SyntheticTables.Sentences(count, level, seed)],
            "customers" => [SyntheticTables.Customers(count, seed)],
            _ => Parts(count, seed),
        };
    }

    private static IEnumerable<Table> Parts(int rows, long seed)
    {
        const int Part = 20_000;
        for (int first = 0; first < rows; first += Part) { yield return SyntheticTables.Transactions(Math.Min(Part, rows - first), seed, first); }
    }
}
