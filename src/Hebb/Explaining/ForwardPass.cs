using System.Globalization;
using Hebb.Layers;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Explaining;

/// <summary>What each layer of a model makes of a row, whatever layers they are. Of long lists the beginning is shown, and what they range over.</summary>
internal sealed class ForwardPass(int decimals)
{
    private const int ShownNumbers = 6, ShownRows = 8;

    private readonly ExplanationSections _text = new(decimals);

    /// <summary>A section for the row and one for each layer that does something in prediction.</summary>
    /// <exception cref="NotSupportedException">The model is neither a Sequential nor a functional model with one input.</exception>
    /// <exception cref="ArgumentException">The row has another number of numbers than the model has inputs.</exception>
    public IReadOnlyList<ExplainedSection> Of(Model model, IReadOnlyList<double> x, IReadOnlyList<string> names) =>
    [
        new("Row", [.. names.Zip(x, (name, value) => $"{name} = {_text.Number(value)}")], []),
        .. Steps(model, Row(model, x)).Where(step => !Stage.IsIdentity(step.Layer)).Select(step => Section(step.Layer, step.Output)),
    ];

    private static Tensor Row(Model model, IReadOnlyList<double> x)
    {
        Tensor row = Tensor.Create([.. x.Select(value => (float)value)], [1, x.Count]);
        if (model.Inputs is not [var input] || !input.RowShape.IsKnown) { return row; }
        return input.RowShape.Size == x.Count
            ? row.Reshape([1, .. input.RowShape.ToShape().Dimensions]).Cast(input.DType)
            : throw new ArgumentException($"{model} has {input.RowShape.Size} inputs, but the row has {x.Count} numbers. Give one number for each input.");
    }

    /// <summary>The layers of a model, inner models opened, with their outputs.</summary>
    private static IEnumerable<(Layer Layer, Tensor Output)> Steps(Model model, Tensor x)
    {
        if (model is Sequential)
        {
            foreach (Layer layer in model.Sublayers)
            {
                foreach ((Layer Layer, Tensor Output) step in StepsOf(layer, [x]))
                {
                    x = step.Output;
                    yield return step;
                }
            }

            yield break;
        }

        if (model.Graph is not { Inputs: [var input], Outputs.Count: 1 } graph || graph.Nodes.Any(node => node.Outputs.Count > 1))
        {
            throw new NotSupportedException($"{model} is neither a Sequential nor a functional model with one input and output. Explain such a model.");
        }

        Dictionary<Node, Tensor> values = new() { [input] = x };
        foreach (Node node in graph.Nodes.Where(node => node != input))
        {
            foreach ((Layer Layer, Tensor Output) step in StepsOf(node.Layer, [.. node.Inputs.Select(from => values[from])]))
            {
                values[node] = step.Output;
                yield return step;
            }
        }
    }

    private static IEnumerable<(Layer Layer, Tensor Output)> StepsOf(Layer layer, Tensor[] inputs) =>
        layer is Model inner && inputs is [var only] ? Steps(inner, only) : layer is Input ? [] : [(layer, layer.Apply(inputs, training: false))];

    private ExplainedSection Section(Layer layer, Tensor output)
    {
        double[] values = output.ToDoubles();
        int[] extents = [.. output.Shape.Dimensions[1..]];
        int width = extents.Length == 0 ? 1 : extents[^1], rows = width == 0 ? 0 : values.Length / width;
        string size = string.Join(" × ", extents.Select(extent => extent.ToString(CultureInfo.InvariantCulture)));
        IEnumerable<string> lines = Enumerable.Range(0, Math.Min(rows, ShownRows)).Select(row =>
            (rows == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"[{row}] ")) + Shortened(values[(row * width)..((row + 1) * width)]));
        string[] more = rows > ShownRows ? [string.Create(CultureInfo.InvariantCulture, $"… {rows - ShownRows} more")] : [];
        return new($"Forward: {layer.Name ?? layer.DefaultName} ({layer}), {(size.Length == 0 ? "1" : size)} {(values.Length == 1 ? "number" : "numbers")}",
            [.. lines, .. more], []);
    }

    private string Shortened(double[] values)
    {
        string first = string.Join(", ", values.Take(ShownNumbers).Select(_text.Number));
        int zeros = values.Count(value => value == 0);
        return values.Length <= ShownNumbers ? first
            : $"{first}, … from {_text.Number(values.Min())} to {_text.Number(values.Max())}, mean {_text.Number(values.Average())}"
                + (zeros == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {zeros} of them 0"));
    }
}
