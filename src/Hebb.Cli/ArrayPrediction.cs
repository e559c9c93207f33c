using Hebb.Data;
using Hebb.Formats;
using Hebb.Formats.NumPy;
using Hebb.Learning.Kinds;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Cli;

/// <summary>Predicts arrays from .npy files with any model file: one array for each input, one for each output.</summary>
internal static class ArrayPrediction
{
    /// <summary>Reads the inputs, predicts, and writes the outputs.</summary>
    public static void Run(string modelPath, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs)
    {
        if (outputs.Count == 0) { throw new UsageException("Arrays are written to files: give an --output Y.npy for each output of the model."); }
        Model model = Inputs.Network(modelPath);
        if (model.Inputs.Count > 0 && model.Inputs.Count != inputs.Count)
        {
            throw new UsageException(
                $"The model has {model.Inputs.Count} inputs, but {inputs.Count} files were given. "
                + $"Give one .npy file for each: {string.Join(", ", model.Inputs.Select(node => $"{node.Layer.Name} {node.RowShape}"))}.");
        }

        IReadOnlyList<Tensor> predicted = Predict(model, inputs);
        if (predicted.Count != outputs.Count)
        {
            throw new UsageException($"The model has {predicted.Count} outputs, but {outputs.Count} --output files were given. Give one for each.");
        }

        for (int i = 0; i < outputs.Count; i++) { Npy.Write(outputs[i], ToArray(predicted[i])); }
    }

    private static IReadOnlyList<Tensor> Predict(Model model, IReadOnlyList<string> inputs)
    {
        Tensor[] arrays = [.. inputs.Select((path, i) => Read(path, i < model.Inputs.Count ? model.Inputs[i].DType : null))];
        try
        {
            return model.Predict(arrays);
        }
        catch (Exception wrong) when (wrong is ShapeException or ArgumentOutOfRangeException)
        {
            throw new DataException($"{string.Join(", ", inputs)}: {wrong.Message}", wrong);
        }
    }

    private static Tensor Read(string path, DType? wanted)
    {
        if (!File.Exists(path)) { throw new FileNotFoundException($"There is no file '{path}'. Expected an array in NumPy's format.", path); }
        StoredArray array = Npy.Read(path);
        if (array.Shape.Rank == 0) { throw new FileFormatException($"{path} holds a single number. Expected an array whose first axis is the rows."); }
        bool isWhole = array.Type is ElementType.Int32 or ElementType.Int64;
        return (wanted ?? (isWhole ? DType.Int32 : DType.Float32)) switch
        {
            DType.Int32 => Tensor.Create(array.ReadInts(), array.Shape),
            DType.Int64 => Tensor.Create(array.ReadLongs(), array.Shape),
            DType.Bool => Tensor.Create(array.ReadBools(), array.Shape),
            _ => Tensor.Create(array.ReadFloats(), array.Shape),
        };
    }

    private static StoredArray ToArray(Tensor tensor) => tensor.DType switch
    {
        DType.Float32 => StoredArray.Of(tensor.Shape, tensor.ToArray<float>()),
        DType.Int32 => StoredArray.Of(tensor.Shape, tensor.ToArray<int>()),
        DType.Int64 => StoredArray.Of(tensor.Shape, tensor.ToArray<long>()),
        DType.Bool => StoredArray.Of(tensor.Shape, tensor.ToArray<bool>()),
        _ => StoredArray.Of(tensor.Shape, tensor.ToArray<double>()),
    };
}
