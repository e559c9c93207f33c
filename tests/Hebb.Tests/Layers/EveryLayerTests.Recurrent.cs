using Hebb.Activations;
using Hebb.Graphs;
using Hebb.Layers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Layers;

public sealed partial class EveryLayerTests
{
    private static IEnumerable<(Func<Layer> Make, Func<Random, Tensor[]> Inputs)> Recurrent() =>
    [
        (() => new SimpleRNN(3), Series),
        (() => new SimpleRNN(2, Activation.Sigmoid, useBias: false) { ReturnSequences = true, GoBackwards = true, Dropout = 0.3, RecurrentDropout = 0.3 },
            Series),
        (() => new SimpleRNN(2), MaskedSteps),
        (() => new SimpleRNN(2), random => [.. Series(random), Draw.Floats(random, [2, 2])]),
        (() => new LSTM(3), Series),
        (() => new LSTM(2) { ReturnSequences = true, Dropout = 0.2 }, Series),
        (() => new LSTM(2) { GoBackwards = true, ZeroOutputForMask = true, ReturnSequences = true }, MaskedSteps),
        (() => new LSTM(2), random => [.. MaskedSteps(random), Draw.Floats(random, [2, 2]), Draw.Floats(random, [2, 2])]),
        (() => new GRU(3), Series),
        (() => new GRU(2) { ResetAfter = false, ReturnSequences = true, RecurrentDropout = 0.4 }, Series),
        (() => new GRU(2) { ReturnSequences = true, GoBackwards = true }, MaskedSteps),
        (() => new RNN(new StackedRNNCells(new LSTMCell(2), new GRUCell(3), new SimpleRNNCell(2))) { ReturnSequences = true }, Series),
        (() => new Bidirectional(new LSTM(2) { ReturnSequences = true }, new LSTM(2) { ReturnSequences = true, GoBackwards = true }), Series),
        (() => new Bidirectional(new GRU(2), new GRU(2) { GoBackwards = true }, MergeMode.Mul), MaskedSteps),
        (() => new Bidirectional(
            new GRU(2) { ReturnSequences = true, ReturnState = true },
            new GRU(2) { ReturnSequences = true, ReturnState = true, GoBackwards = true },
            MergeMode.None), MaskedSteps),
        (() => new RNN(new GRUCell(2)) { ReturnState = true }, MaskedSteps),
        (() => new LSTM(2) { Stateful = true, ReturnState = true }, Series),
        (() => new ConvLSTM1D(2, 2) { ReturnSequences = true, Dropout = 0.2, RecurrentDropout = 0.3 }, random => [Draw.Floats(random, [2, 2, 3, 2])]),
        (() => new ConvLSTM1D(1, 3) { Strides = 2, Padding = Padding.Same, GoBackwards = true, DataFormat = DataFormat.ChannelsFirst, ReturnSequences = true },
            random => [Draw.Floats(random, [2, 2, 1, 4])]),
        (() => new ConvLSTM2D(1, (2, 1), useBias: false) { DilationRate = (2, 1), UnitForgetBias = false },
            random => [Draw.Floats(random, [1, 2, 3, 2, 1]), Tensor.Create<bool>([true, random.Next(2) > 0], [1, 2])]),
        (() => new ConvLSTM2D(1, 2, Activation.Sigmoid, Activation.HardSigmoid),
            random => [Draw.Floats(random, [1, 2, 3, 2, 1]), Draw.Floats(random, [1, 2, 1, 1]), Draw.Floats(random, [1, 2, 1, 1])]),
        (() => new ConvLSTM3D(1, (1, 2, 1)), random => [Draw.Floats(random, [1, 2, 1, 2, 2, 1])]),
        (() => new ConvLSTMCell(1, 2, 2, null, null, true), random => [Draw.Floats(random, [2, 3, 1])]),
        (() => new TimeDistributed(new Dense(2, Activation.Tanh)), Series),
        (() => new SimpleRNNCell(2), random => [Draw.Floats(random, [2, 3])]),
        (() => new LSTMCell(2), random => [Draw.Floats(random, [2, 3]), Draw.Floats(random, [2, 2]), Draw.Floats(random, [2, 2])]),
        (() => new GRUCell(2), random => [Draw.Floats(random, [2, 3]), Draw.Floats(random, [2, 2])]),
        (() => new StackedRNNCells(new GRUCell(2), new LSTMCell(2)), random => [Draw.Floats(random, [2, 3])]),
    ];

    /// <summary>All outputs, and the gradients of the states among them.</summary>
    [Fact]
    public void States_have_gradients()
    {
        Func<Layer>[] layers =
        [
            () => new SimpleRNN(2) { ReturnState = true },
            () => new LSTM(2) { ReturnState = true, ReturnSequences = true },
            () => new GRU(2) { ReturnState = true, GoBackwards = true },
            () => new RNN(new StackedRNNCells(new LSTMCell(2), new GRUCell(1))) { ReturnState = true },
            () => new Bidirectional(new LSTM(2) { ReturnState = true }, new LSTM(2) { ReturnState = true, GoBackwards = true }, MergeMode.None),
        ];
        foreach (Func<Layer> make in layers)
        {
            for (int seed = 0; seed < 5; seed++)
            {
                Layer layer = make();
                double error = GradientCheck.MaxError(
                    x => Tensor.Concatenate([.. layer.ApplyAll(x).Select(output => output.Flatten())]), MaskedSteps(new Random(seed)), 1e-6);
                Assert.True(error < 1e-5, $"{layer}: the gradient is wrong by {error:G3} (seed {seed}).");
            }
        }
    }

    private static Tensor[] Series(Random random) => [Draw.Floats(random, [2, random.Next(1, 5), 3])];

    /// <summary>Series of which some do not count: here and there, and at both ends.</summary>
    private static Tensor[] MaskedSteps(Random random)
    {
        Tensor[] x = Series(random);
        bool[] counts = [.. Enumerable.Range(0, 2 * x[0].Shape[1]).Select(_ => random.Next(3) > 0)];
        return [x[0], Tensor.Create<bool>(counts, [2, x[0].Shape[1]])];
    }
}
