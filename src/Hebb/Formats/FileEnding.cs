namespace Hebb.Formats;

/// <summary>
/// The end of a file's name decides its format. This is the one table of endings: what each holds, and which method writes it. Reading goes by the content.
/// </summary>
/// <param name="Text">The ending, in lower case.</param>
/// <param name="Writer">The method that writes such files.</param>
/// <param name="Holds">What such a file holds.</param>
internal sealed record FileEnding(string Text, string Writer, string Holds)
{
    private const string Announced = ".onnx", OlderModel = "a whole model in Keras' older format";

    /// <summary>A whole model: <c>.keras</c>.</summary>
    public static readonly FileEnding Keras = new(".keras", "Save", "a whole model");

    /// <summary>Weights alone; it stands before <c>.h5</c>, which is its end.</summary>
    public static readonly FileEnding Weights = new(".weights.h5", "SaveWeights", "weights alone");

    private static readonly FileEnding[] s_all =
    [
        Keras, Weights,
        new(".h5", "Save", OlderModel), new(".hdf5", "Save", OlderModel),
        new(".npy", "Npy.Write", "one array"), new(".npz", "Npz.Write", "named arrays"), new(".safetensors", "Safetensors.Write", "named arrays"),
    ];

    /// <summary>The format that a name asks for.</summary>
    /// <param name="path">The file, which need not exist.</param>
    /// <param name="writer">The method that is to write it.</param>
    /// <exception cref="ArgumentException">The name has no ending, an unknown one, or that of another method's files.</exception>
    public static FileEnding Of(string path, string writer)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string name = Path.GetFileName(path);
        FileEnding? found = Array.Find(s_all, ending => name.EndsWith(ending.Text, StringComparison.OrdinalIgnoreCase));
        if (found?.Writer == writer && name.EndsWith(found.Text, StringComparison.Ordinal)) { return found; }

        string given = Path.GetExtension(name);
        string reason =
            found is { } known && known.Writer != writer ? $"{known.Text} files hold {known.Holds}, which {known.Writer} writes"
            : found is not null ? "endings are in lower case, as Keras expects them"
            : given.Length <= 1 ? "the name has no ending, and the ending decides the format"
            : given.Equals(Announced, StringComparison.OrdinalIgnoreCase) ? "ONNX files are not written yet"
            : $"no format that is written ends in {given}";
        throw new ArgumentException($"{writer} cannot write \"{path}\": {reason}. {Possible(writer)}.", nameof(path));
    }

    /// <summary>All endings, those of a method first.</summary>
    private static string Possible(string writer) => string.Join("; ", s_all
        .GroupBy(ending => ending.Writer)
        .OrderBy(group => group.Key == writer ? 0 : 1)
        .Select(group => $"{group.Key} writes {string.Join(", ", group.Select(ending => ending.Text))}"));
}
