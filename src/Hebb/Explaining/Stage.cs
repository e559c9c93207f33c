using System.Globalization;
using Hebb.Layers;
using Hebb.Models;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Explaining;

/// <summary>A layer as an explanation sees it: a weighted sum, or none, and a function of it; computed in float64.</summary>
internal sealed class Stage
{
    private Stage(Layer layer)
    {
        Layer = layer;
        Dense = layer as Dense;
        if (Dense is null) { return; }
        Kernel = Exact(layer.Parameters[0]);
        Bias = Dense.UseBias ? Exact(layer.Parameters[1]) : null;
    }

    /// <summary>The layer.</summary>
    public Layer Layer { get; }

    /// <summary>The layer if it has weights.</summary>
    public Dense? Dense { get; }

    /// <summary>Its weights, of shape (inputs, units).</summary>
    public double[]? Kernel { get; }

    /// <summary>Its biases; null for none.</summary>
    public double[]? Bias { get; }

    /// <summary>The name of the function.</summary>
    public string Function => Dense is null ? Layer.ToString() : Dense.Activation?.ToString() ?? "linear";

    /// <summary>Applies the function to the sums.</summary>
    public Tensor Apply(Tensor z) => Dense is null ? Layer.Apply(z) : Dense.Activation?.Apply(z) ?? z;

    /// <summary>The layers of a model one behind the other, without those that do nothing in prediction.</summary>
    /// <exception cref="NotSupportedException">The model is more than a chain of Dense layers and layers without weights.</exception>
    public static IReadOnlyList<Stage> Of(Model model)
    {
        List<Stage> stages = [];
        foreach (Layer layer in Chain(model))
        {
            if (layer is Dense) { stages.Add(new(layer)); }
            else if (layer.Parameters.Count > 0)
            {
                throw new NotSupportedException(
                    $"{layer} '{layer.Name}' has weights that are not written out. Explain a model of Dense layers and of layers without weights.");
            }
            else if (layer.ActivityRegularizer is not null)
            {
                throw new NotSupportedException($"{layer} '{layer.Name}' has a penalty on its output, which is not written out. Explain the model without it.");
            }
            else if (!IsIdentity(layer)) { stages.Add(new(layer)); }
            if (layer is Dense && layer.ActivityRegularizer is not null)
            {
                throw new NotSupportedException($"{layer} '{layer.Name}' has a penalty on its output, which is not written out. Explain the model without it.");
            }
        }

        return stages.Count > 0 ? stages : throw new NotSupportedException($"{model} computes nothing: there is nothing to explain.");
    }

    private static IEnumerable<Layer> Chain(Model model)
    {
        IEnumerable<Layer> layers = model switch
        {
            Sequential => model.Sublayers,
            { Graph: { Inputs.Count: 1, Outputs.Count: 1 } graph }
                when graph.Nodes.Skip(1).Zip(graph.Nodes).All(pair => pair.First.Inputs is [var input] && input == pair.Second) =>
                graph.Nodes.Select(node => node.Layer),
            _ =>
                throw new NotSupportedException(
                    $"{model} is not a chain of layers. Explain a Sequential, or a functional model in which every layer has one input and one output."),
        };
        return layers.SelectMany(layer => layer is Model inner ? Chain(inner) : [layer]);
    }

    /// <summary>Layers that pass a row on as it is: input, reshaping, and what only acts in training.</summary>
    public static bool IsIdentity(Layer layer) =>
        layer is Input or Flatten or Reshape or IdentityLayer or Dropout or AlphaDropout or GaussianDropout or GaussianNoise;

    /// <summary>The weights as the numbers they were written as: 0.15, not 0.15000000596, which is the nearest that float32 has.</summary>
    private static double[] Exact(Parameter parameter) => [.. parameter.ToArray<float>().Select(value => float.IsFinite(value)
        ? double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
        : value)];
}
