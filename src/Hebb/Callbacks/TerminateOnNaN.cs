using System.Globalization;
using Hebb.Datasets;
using Hebb.Tensors;

namespace Hebb.Callbacks;

/// <summary>Ends training when the loss is not a finite number, and says which data, weight or layer is the first that is not.</summary>
/// <remarks>The weights are those before that batch: a step whose loss is not finite changes nothing.</remarks>
public sealed class TerminateOnNaN : Callback
{
    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext context, in BatchResult result)
    {
        if (double.IsFinite(result.Loss)) { return; }
        context.StopTraining(
            string.Create(CultureInfo.InvariantCulture, $"The loss became {result.Loss} in batch {result.Batch} of epoch {result.Epoch}. {Cause(context)}"));
    }

    /// <summary>A weight of this size is no weight of a network that learns.</summary>
    private const float Huge = 1e6f;

    private const string WhatToDo = "Training has diverged: lower the learning rate, clip gradients (ClipNorm), or bring the inputs to a similar scale.";

    /// <summary>The first of data, weights and layers that is not finite.</summary>
    internal static string Cause(TrainingContext context) => InData(context.CurrentBatch!) ?? InWeights(context) ?? InStep(context);

    private static string? InData(Batch batch)
    {
        for (int i = 0; i < batch.Inputs.Count; i++)
        {
            if (NonFinite.First(batch.Inputs[i]) is { } at) { return Data($"Input {i} holds", batch.Inputs[i], at); }
        }

        for (int i = 0; i < batch.Targets.Count; i++)
        {
            if (NonFinite.First(batch.Targets[i]) is { } at) { return Data($"Target {i} holds", batch.Targets[i], at); }
        }

        foreach (Tensor weights in batch.TargetWeights)
        {
            if (NonFinite.First(weights) is { } at) { return Data("The weights hold", weights, at); }
        }

        return null;
    }

    private static string Data(string what, Tensor tensor, int at)
    {
        int columns = (int)(tensor.Size / tensor.Shape[0]);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{what} {tensor.Element(at)} in row {at / columns} of the batch, column {at % columns}: fill missing values in before training.");
    }

    private static string? InWeights(TrainingContext context)
    {
        Parameter? first = context.Model.Parameters.FirstOrDefault(parameter => NonFinite.First(parameter.Value) is not null);
        return first is null
            ? null
            : $"The data of the batch are finite; the first weight that is not is {first.Name}. {WhatToDo}";
    }

    private static string InStep(TrainingContext context)
    {
        string where = context.Model.Plan.FirstNonFinite(context.CurrentBatch!)
            ?? "computed op by op the loss is finite, too: it is at the edge of what a float can hold.";
        (string name, float size) = context.Model.Parameters
            .Where(parameter => parameter.DType == DType.Float32 && parameter.Size > 0)
            .Select(parameter => (parameter.Name, parameter.ToArray<float>().Max(MathF.Abs)))
            .DefaultIfEmpty(("", 0)).MaxBy(weight => weight.Item2);
        return size < Huge
            ? $"Data and weights are finite; {where}"
            : string.Create(CultureInfo.InvariantCulture, $"{name} has grown to {size:G3}; {where} {WhatToDo}");
    }
}
