using System.Text.Json.Nodes;
using Hebb.Data;
using Hebb.Formats;
using Hebb.Formats.NumPy;
using Hebb.Learning.Kinds;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Cli;

/// <summary>Predicts arrays from files of NumPy with any model file: one array for each input, one for each output.</summary>
internal static class ArrayPrediction
{
    /// <summary>Reads the inputs, predicts, and writes the outputs.</summary>
    /// <returns>What was written, for programs.</returns>
    public static JsonObject Run(string modelPath, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs)
    {
        if (outputs.Count == 0) { throw new UsageException("Arrays are written to files: give an --output Y.npy for each output of the model."); }
        Model model = Inputs.Network(modelPath);
        IReadOnlyList<Tensor> predicted = Predict(model, inputs);
        if (predicted.Count != outputs.Count)
        {
            throw new UsageException($"The model has {predicted.Count} outputs, but {outputs.Count} --output files were given. Give one for each.");
        }

        for (int i = 0; i < outputs.Count; i++) { Npy.Write(outputs[i], ToArray(predicted[i])); }
        return new()
        {
            ["rows"] = predicted[0].Shape[0],
            ["outputs"] = new JsonArray([.. predicted.Select((array, i) => (JsonNode)new JsonObject
            {
                ["output"] = outputs[i],
                ["shape"] = new JsonArray([.. Enumerable.Range(0, array.Rank).Select(axis => (JsonNode)array.Shape[axis])]),
            })]),
        };
    }

    private static IReadOnlyList<Tensor> Predict(Model model, IReadOnlyList<string> inputs)
    {
        Tensor[] arrays = ArrayFiles.Read(inputs, ArrayFiles.Wanted.InputsOf(model), "input");
        try
        {
            return model.Predict(arrays);
        }
        catch (Exception wrong) when (wrong is ShapeException or ArgumentOutOfRangeException)
        {
            throw new DataException($"{string.Join(", ", inputs)}: {wrong.Message}", wrong);
        }
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
