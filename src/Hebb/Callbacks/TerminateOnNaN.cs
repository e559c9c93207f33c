using System.Globalization;
using Hebb.Datasets;
using Hebb.Tensors;

namespace Hebb.Callbacks;

/// <summary>Ends training when the loss is not a finite number, and says which data, weight or layer is the first that is not.</summary>
public sealed class TerminateOnNaN : Callback
{
    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext context, in BatchResult result)
    {
        if (double.IsFinite(result.Loss)) { return; }
        context.StopTraining(
            string.Create(CultureInfo.InvariantCulture, $"The loss became {result.Loss} in batch {result.Batch} of epoch {result.Epoch}. {Cause(context)}"));
    }

    /// <summary>The first of data, weights and layers that is not finite.</summary>
    internal static string Cause(TrainingContext context) => InData(context.CurrentBatch!) ?? InWeights(context) ?? InStep(context);

    private static string? InData(Batch batch)
    {
        for (int i = 0; i < batch.Inputs.Count; i++)
        {
            if (FirstNonFinite(batch.Inputs[i]) is { } at) { return Data($"Input {i}", batch.Inputs[i], at); }
        }

        for (int i = 0; i < batch.Targets.Count; i++)
        {
            if (FirstNonFinite(batch.Targets[i]) is { } at) { return Data($"Target {i}", batch.Targets[i], at); }
        }

        foreach (Tensor weights in batch.TargetWeights)
        {
            if (FirstNonFinite(weights) is { } at) { return Data("The weights", weights, at); }
        }

        return null;
    }

    private static string Data(string what, Tensor tensor, int at)
    {
        int columns = (int)(tensor.Size / tensor.Shape[0]);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{what} holds {tensor.Element(at)} in row {at / columns} of the batch, column {at % columns}: fill missing values in before training.");
    }

    private static string? InWeights(TrainingContext context)
    {
        Parameter? first = context.Model.Parameters.FirstOrDefault(parameter => FirstNonFinite(parameter.Value) is not null);
        return first is null
            ? null
            : $"The data of the batch are finite; the first weight that is not is {first.Name}. Training has diverged: "
                + "lower the learning rate, clip gradients (ClipNorm), or bring the inputs to a similar scale.";
    }

    private static string InStep(TrainingContext context) => context.Model.Plan.FirstNonFinite(context.CurrentBatch!) is { } where
        ? $"Data and weights are finite; {where}"
        : "Data and weights are finite, but the loss was not before the weights changed.";

    private static int? FirstNonFinite(Tensor tensor)
    {
        if (tensor.DType != DType.Float32) { return null; }
        ReadOnlySpan<float> values = tensor.AsSpan<float>();
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i])) { return i; }
        }

        return null;
    }
}
