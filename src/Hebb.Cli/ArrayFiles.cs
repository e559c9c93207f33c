using Hebb.Formats;
using Hebb.Formats.NumPy;
using Hebb.Learning.Kinds;
using Hebb.Models;
using Hebb.Tensors;
using static System.FormattableString;

namespace Hebb.Cli;

/// <summary>
/// Arrays as they are named on a command line: <c>X.npy</c>; <c>DATA.npz</c>, of which all arrays are meant, those that are named like the inputs of a model
/// in their order; <c>DATA.npz:x_test</c> for one of them.
/// </summary>
internal static class ArrayFiles
{
    private const string Npz = ".npz";

    /// <summary>Whether a name is that of a file of arrays.</summary>
    public static bool IsArray(string name) => name.EndsWith(".npy", StringComparison.OrdinalIgnoreCase)
        || FileOf(name).EndsWith(Npz, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the arrays that are named, one for each thing that is wanted.</summary>
    /// <param name="files">The files.</param>
    /// <param name="wanted">What is wanted, in its order: inputs or outputs of a model, with their types; empty where that is not known.</param>
    /// <param name="what">What it is called: "input".</param>
    /// <exception cref="UsageException">There are more or fewer arrays than wanted.</exception>
    public static Tensor[] Read(IReadOnlyList<string> files, IReadOnlyList<Wanted> wanted, string what)
    {
        (string Name, StoredArray Array)[] found = [.. files.SelectMany(file => Arrays(file, files.Count == 1 ? wanted : []))];
        if (wanted.Count > 0 && found.Length != wanted.Count)
        {
            throw new UsageException(
                Invariant($"The model has {wanted.Count} {what}{(wanted.Count == 1 ? "" : "s")}, but ")
                + Invariant($"{found.Length} {(found.Length == 1 ? "array was" : "arrays were")} given ")
                + $"({string.Join(", ", found.Select(one => one.Name))}). Give one array for each: "
                + $"{string.Join(", ", wanted.Select(one => $"{one.Name} {one.Row}"))}; X.npz:NAME is one array of an .npz file.");
        }

        return [.. found.Select((one, i) => ToTensor(one.Name, one.Array, i < wanted.Count ? wanted[i].DType : null))];
    }

    private static IEnumerable<(string Name, StoredArray Array)> Arrays(string name, IReadOnlyList<Wanted> wanted)
    {
        string file = FileOf(name);
        if (!File.Exists(file)) { throw new FileNotFoundException($"There is no file '{file}'. Expected an array in NumPy's format.", file); }
        if (!file.EndsWith(Npz, StringComparison.OrdinalIgnoreCase)) { return [(name, Npy.Read(file))]; }
        OrderedDictionary<string, StoredArray> all = Hebb.Formats.NumPy.Npz.Read(file);
        if (file.Length == name.Length)
        {
            bool isNamed = wanted.Count > 0 && wanted.All(one => all.ContainsKey(one.Name));
            return isNamed ? wanted.Select(one => ($"{file}:{one.Name}", all[one.Name])) : all.Select(one => ($"{file}:{one.Key}", one.Value));
        }

        string key = name[(file.Length + 1)..];
        return all.TryGetValue(key, out StoredArray? array) ? [(name, array)]
            : throw new UsageException($"'{file}' has no array '{key}'. {Suggest.Sentence(key, [.. all.Keys], "arrays")}");
    }

    /// <summary>The file of <c>FILE.npz:NAME</c>; everything else is a file itself.</summary>
    private static string FileOf(string name)
    {
        int end = name.LastIndexOf(Npz + ":", StringComparison.OrdinalIgnoreCase);
        return end < 0 || File.Exists(name) ? name : name[..(end + Npz.Length)];
    }

    private static Tensor ToTensor(string name, StoredArray array, DType? wanted)
    {
        if (array.Shape.Rank == 0) { throw new FileFormatException($"{name} holds a single number. Expected an array whose first axis is the rows."); }
        bool isWhole = array.Type is ElementType.Int32 or ElementType.Int64;
        return (wanted ?? (isWhole ? DType.Int32 : DType.Float32)) switch
        {
            DType.Int32 => Tensor.Create(array.ReadInts(), array.Shape),
            DType.Int64 => Tensor.Create(array.ReadLongs(), array.Shape),
            DType.Bool => Tensor.Create(array.ReadBools(), array.Shape),
            _ => Tensor.Create(array.ReadFloats(), array.Shape),
        };
    }

    /// <summary>An input or output that takes an array.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Row">The shape of a row of it.</param>
    /// <param name="DType">Its type; null to take the file's.</param>
    internal sealed record Wanted(string Name, RowShape Row, DType? DType)
    {
        /// <summary>What a model takes; empty if it does not say.</summary>
        public static Wanted[] InputsOf(Model model) => [.. model.Inputs.Select(node => new Wanted(node.Layer.Name ?? "input", node.RowShape, node.DType))];

        /// <summary>What a model gives; empty if it does not say.</summary>
        public static Wanted[] OutputsOf(Model model) => [.. model.Outputs.Select(node => new Wanted(node.Layer.Name ?? "output", node.RowShape, null))];
    }
}
