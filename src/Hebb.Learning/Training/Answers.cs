using Hebb.Data;
using Hebb.Datasets;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Learning.Training;

/// <summary>What a network answers to a data set, beside the truth.</summary>
internal static class Answers
{
    /// <summary>Targets and outputs, example by example, in the order of the data.</summary>
    public static (float[] Truth, float[] Outputs) Of(Model model, Dataset data)
    {
        List<float> truth = [], outputs = [];
        foreach (Batch batch in data.Batches(256))
        {
            outputs.AddRange(model.Predict(batch.Inputs)[0].AsSpan<float>());
            truth.AddRange(Floats(batch.Targets[0]).AsSpan<float>());
        }

        return ([.. truth], [.. outputs]);
    }

    /// <summary>Targets, example by example, in the order of the data.</summary>
    public static float[] Truth(Dataset data) => [.. data.Batches(256).SelectMany(batch => Floats(batch.Targets[0]).ToArray<float>())];

    private static Tensor Floats(Tensor targets) => targets.DType == DType.Float32 ? targets : targets.Cast(DType.Float32);

    /// <summary>The shape of a network's answer.</summary>
    /// <exception cref="DataException">The network does not take such an input.</exception>
    public static Shape ShapeFor(Model model, Tensor input)
    {
        try
        {
            return model.Predict([input])[0].Shape;
        }
        catch (Exception wrong) when (wrong is ShapeException or ArgumentException)
        {
            throw new DataException($"The network does not take an input of shape {input.Shape}: {wrong.Message}", wrong);
        }
    }
}
