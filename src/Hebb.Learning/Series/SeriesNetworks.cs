using System.Globalization;
using Hebb.Activations;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Learning.Training;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Learning.Series;

/// <summary>Networks for series: from a window of rows to one number.</summary>
internal static class SeriesNetworks
{
    private const int Units = 32, Heads = 4;

    /// <summary>A network.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="window">[rows, columns].</param>
    /// <param name="dropout">The share of outputs left out; null for the usual.</param>
    /// <param name="seed">The root of the weights.</param>
    public static Model New(SequenceNetwork kind, Shape window, double? dropout, long seed)
    {
        double share = dropout ?? 0.1;
        int rows = window[0];
        if (kind == SequenceNetwork.Transformer) { return Transformer(window, share, seed); }
        return new Sequential([new Input([.. window]), .. kind switch
        {
            SequenceNetwork.Gru => [new GRU(Units)],
            SequenceNetwork.Lstm => [new LSTM(Units)],
            SequenceNetwork.Cnn =>
            [
                new Conv1D(Units, Math.Min(3, rows), Activation.Relu) { Padding = Padding.Same },
                new Conv1D(Units, Math.Min(3, rows), Activation.Relu) { Padding = Padding.Same },
                new Flatten(), new Dense(Units, Activation.Relu),
            ],
            _ => (IReadOnlyList<Layer>)[new Flatten(), new Dense(2 * Units, Activation.Relu), new Dense(Units, Activation.Relu)],
        }, new Dropout(share), new Dense(1)])
        { Seed = seed };
    }

    /// <summary>A linear model as a network: one layer without activation on the whole window.</summary>
    /// <param name="window">[rows, columns].</param>
    /// <param name="fitted">Its weights.</param>
    public static Model New(Shape window, LeastSquares fitted)
    {
        Sequential model = new([new Input([.. window]), new Flatten(), new Dense(1)]);
        (float[] weights, float constant) = fitted.Weights;
        model.SetWeights([Tensor.Create(weights, [weights.Length, 1]), Tensor.Create([constant], [1])]);
        return model;
    }

    private static Model Transformer(Shape window, double dropout, long seed)
    {
        Node input = new Input([.. window]), row = new Dense(Units).Apply(input);
        Node placed = new Add().Apply([row, new PositionEmbedding(window[0]) { Initializer = Initializer.RandomUniform }.Apply(row)]);
        Node seen = new TransformerEncoder(2 * Units, Heads) { NormalizeFirst = true, Dropout = dropout }.Apply(placed);
        Node answer = new Dense(1).Apply(new Dropout(dropout).Apply(new Flatten().Apply(new LayerNormalization().Apply(seen))));
        return new Model(input, answer) { Seed = seed };
    }

    /// <summary>The kind in words.</summary>
    public static string Describe(SequenceNetwork kind) => string.Create(CultureInfo.InvariantCulture, $"{kind switch
    {
        SequenceNetwork.Gru => $"a GRU of {Units} units that reads the window row by row",
        SequenceNetwork.Lstm => $"an LSTM of {Units} units that reads the window row by row",
        SequenceNetwork.Cnn => $"two layers of {Units} filters over 3 rows, then {Units} hidden units",
        SequenceNetwork.Linear => "a linear regression on the whole window (least squares)",
        SequenceNetwork.Transformer => $"a Transformer block with {Heads} heads on {Units} numbers for each row",
        _ => $"{2 * Units}-{Units} hidden units on the whole window",
    }}");
}
