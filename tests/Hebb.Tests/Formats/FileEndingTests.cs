using Hebb.Formats;
using Hebb.Formats.NumPy;
using Hebb.Keras;
using Hebb.Layers;
using Hebb.Models;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Formats;

/// <summary>The ending of a name decides the format; a name that asks for another one, or for none, is refused before anything is written.</summary>
public sealed class FileEndingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hebb-endings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // The first bytes: zip is PK\3\4, HDF5 \x89HDF, npy \x93NUMPY; safetensors begin with the length of the header, 53 letters made a multiple of 8.
    [Theory]
    [InlineData("m.keras", "504B0304")]
    [InlineData("m.h5", "89484446")]
    [InlineData("m.hdf5", "89484446")]
    [InlineData("v1.2.keras", "504B0304")]
    [InlineData("w.weights.h5", "89484446")]
    [InlineData("a.npy", "934E554D")]
    [InlineData("a.npz", "504B0304")]
    [InlineData("a.safetensors", "38000000")]
    public void A_name_decides_the_format(string name, string start)
    {
        Write(name, In(name));
        Assert.Equal(start, Convert.ToHexString(File.ReadAllBytes(In(name)).AsSpan(0, 4)));
        Assert.Single(Directory.GetFileSystemEntries(_folder));
    }

    [Theory]
    [InlineData("Save", "m.onnx", "ONNX files are not written yet")]
    [InlineData("Save", "m", "the name has no ending")]
    [InlineData("Save", "m.", "the name has no ending")]
    [InlineData("Save", "m.pt", "no format that is written ends in .pt")]
    [InlineData("Save", "m.keras.zip", "no format that is written ends in .zip")]
    [InlineData("Save", "m.KERAS", "endings are in lower case")]
    [InlineData("Save", "w.weights.h5", ".weights.h5 files hold weights alone, which SaveWeights writes")]
    [InlineData("Save", "a.safetensors", ".safetensors files hold named arrays, which Safetensors.Write writes")]
    [InlineData("SaveWeights", "w.keras", ".keras files hold a whole model, which Save writes")]
    [InlineData("SaveWeights", "w.h5", ".h5 files hold a whole model in Keras' older format, which Save writes")]
    [InlineData("SaveWeights", "weights", "the name has no ending")]
    [InlineData("SaveWeights", "w.npz", ".npz files hold named arrays, which Npz.Write writes")]
    [InlineData("Npy.Write", "a.npz", ".npz files hold named arrays")]
    [InlineData("Npy.Write", "a.txt", "no format that is written ends in .txt")]
    [InlineData("Npz.Write", "a.npy", ".npy files hold one array")]
    [InlineData("Safetensors.Write", "m.keras", ".keras files hold a whole model")]
    public void Another_name_is_refused_with_all_that_is_possible(string writer, string name, string reason)
    {
        string message = Assert.Throws<ArgumentException>(() => WriteWith(writer, In(name))).Message;
        Assert.Contains(reason, message, StringComparison.Ordinal);
        foreach (string ending in (string[])[".keras", ".h5", ".hdf5", ".weights.h5", ".npy", ".npz", ".safetensors"])
        {
            Assert.Contains(ending, message, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    // Reading goes by the content, whatever the name; what is something else is named.
    [Theory]
    [InlineData("safetensors", "safetensors; read them with Safetensors.Read")]
    [InlineData("npy", "one array of NumPy")]
    [InlineData("npz", "arrays of NumPy; read them with Npz.Read")]
    [InlineData("pickle", "a Python pickle")]
    [InlineData("onnx", "an ONNX model, which is not read yet")]
    [InlineData("empty", "an empty file")]
    [InlineData("folder", "found a folder")]
    [InlineData("weights", "weights without the structure of a model")]
    public void A_file_of_something_else_is_named(string kind, string expected)
    {
        string path = In(kind == "onnx" ? "m.onnx" : "m.keras");
        switch (kind)
        {
            case "safetensors" or "npy" or "npz":
                Write("a." + kind, In("a." + kind));
                File.Move(In("a." + kind), path);
                break;
            case "weights":
                Write("a.weights.h5", In("a.weights.h5"));
                File.Move(In("a.weights.h5"), path);
                break;
            case "folder": Directory.CreateDirectory(path); break;
            default: File.WriteAllBytes(path, kind switch { "pickle" => [0x80, 4, 0x95, 1], "onnx" => [8, 7, 18, 4], _ => [] }); break;
        }

        Assert.Contains(expected, Assert.Throws<FileFormatException>(() => Model.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_is_read_whatever_its_name()
    {
        Write("m.h5", In("m.h5"));
        File.Move(In("m.h5"), In("m.keras"));
        Assert.Equal(3, Model.Load(In("m.keras")).ParameterCount);
    }

    private static void Write(string name, string path) => WriteWith(
        name.EndsWith(".weights.h5", StringComparison.Ordinal) ? "SaveWeights"
        : Path.GetExtension(name) switch { ".npy" => "Npy.Write", ".npz" => "Npz.Write", ".safetensors" => "Safetensors.Write", _ => "Save" }, path);

    private static void WriteWith(string writer, string path)
    {
        Sequential model = new([new Input([2]), new Dense(1)]);
        StoredArray array = StoredArray.Of([2], new[] { 1f, 2 });
        switch (writer)
        {
            case "Save": model.Save(path); break;
            case "SaveWeights": model.SaveWeights(path); break;
            case "Npy.Write": Npy.Write(path, array); break;
            case "Npz.Write": Npz.Write(path, [KeyValuePair.Create("a", array)]); break;
            default: Safetensors.Write(path, [KeyValuePair.Create("a", array)]); break;
        }
    }

    private string In(string name) => Path.Combine(_folder, name);
}
