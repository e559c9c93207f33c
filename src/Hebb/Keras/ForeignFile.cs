using Hebb.Formats;
using Hebb.Formats.Zip;

namespace Hebb.Keras;

/// <summary>What a file is that holds no model of Keras': the error names it.</summary>
internal static class ForeignFile
{
    /// <summary>The file by its first bytes, and where they say nothing by its name.</summary>
    public static string Of(ByteSource bytes, string name)
    {
        ReadOnlySpan<byte> start = bytes.Peek(9);
        return start.Length == 0 ? "an empty file"
            : start is [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', ..] ? "one array of NumPy; read it with Npy.Read"
            : start is [0x80, >= 2 and <= 5, ..] ? "a Python pickle, as of PyTorch or scikit-learn, which is code and not read"
            : start is [_, _, _, _, 0, 0, 0, 0, (byte)'{'] ? "safetensors; read them with Safetensors.Read and set the weights"
            : name.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) ? "an ONNX model, which is not read yet"
            : name.EndsWith(".pb", StringComparison.OrdinalIgnoreCase) ? "TensorFlow's SavedModel; save it with Keras as .keras"
            : name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? "an architecture alone; read it with ModelFile.FromJson"
            : $"{Convert.ToHexString(start[..Math.Min(8, start.Length)])} at the start";
    }

    /// <summary>A zip file by its members; null if they say nothing.</summary>
    public static string? Of(ZipReader zip) =>
        zip.Names.Any(name => name.EndsWith("data.pkl", StringComparison.Ordinal)) ? "a model of PyTorch, which is code and not read"
        : zip.Names.Any() && zip.Names.All(name => name.EndsWith(".npy", StringComparison.Ordinal)) ? "arrays of NumPy; read them with Npz.Read"
        : null;
}
