using Hebb.Layers;
using Hebb.Tensors;

namespace Hebb.Models;

public partial class Model
{
    /// <summary>All weights, trained or not, in the order of <see cref="Layers.Layer.Parameters"/>.</summary>
    /// <exception cref="InvalidOperationException">The model has no weights yet.</exception>
    public IReadOnlyList<Tensor> GetWeights() => [.. Existing().Select(parameter => parameter.Value)];

    /// <summary>Gives the model these weights.</summary>
    /// <exception cref="ShapeException">Number or shapes differ.</exception>
    /// <exception cref="InvalidOperationException">The model has no weights yet.</exception>
    public void SetWeights(IReadOnlyList<Tensor> weights)
    {
        IReadOnlyList<Parameter> parameters = Existing();
        if (weights.Count != parameters.Count) { throw new ShapeException($"{this} has {parameters.Count} weights, but {weights.Count} were given."); }
        for (int i = 0; i < weights.Count; i++)
        {
            if (weights[i].Shape != parameters[i].Shape || weights[i].DType != parameters[i].DType)
            {
                throw new ShapeException(
                    $"Weight {i} is {parameters[i]}, but shape {weights[i].Shape} of {weights[i].DType} was given. No weight was changed.");
            }
        }

        Gate.Change(() =>
        {
            for (int i = 0; i < weights.Count; i++) { parameters[i].Assign(weights[i]); }
        });
    }

    /// <summary>A copy of all weights to come back to.</summary>
    public WeightSnapshot TakeSnapshot() => new(this, Existing());

    /// <summary>
    /// The layers as a table: output shapes and numbers of weights. Notes below it say where masked steps begin to count as any other because a layer drops the
    /// mask, and which calls of layers Keras would make otherwise.
    /// </summary>
    public string Summary()
    {
        BeforeParametersAreSeen();
        return ModelSummary.Of(this, CallsOnSymbols());
    }

    /// <summary>The uses of the layers, without computing anything; none while shapes are not known.</summary>
    private IReadOnlyList<LayerCall> CallsOnSymbols()
    {
        if (_inputRows is not { } rows) { return []; }
        IReadOnlyList<LayerCall> calls = [];
        _ = OpenExtents.Try(this, [.. rows.Select(input => input.Row)], open =>
        {
            Tensor[] symbols = [.. rows.Select((input, i) => Trace.Symbol(i, [2, .. input.Row.Filled(open)], input.Type))];
            (IReadOnlyList<Tensor> outputs, calls) = LayerCalls.During(() => Trace.OnSymbols(() => Outputting(symbols, training: false)));
            return outputs;
        });
        return calls;
    }

    private IReadOnlyList<Parameter> Existing()
    {
        IReadOnlyList<Parameter> parameters = Parameters;
        return _ready || parameters.Count > 0
            ? parameters
            : throw new InvalidOperationException($"{this} has no weights yet: begin it with an Input, or use it on data first.");
    }
}
