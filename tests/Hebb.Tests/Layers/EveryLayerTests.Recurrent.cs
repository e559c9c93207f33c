using Hebb.Activations;
using Hebb.Layers;
using Hebb.Tensors;

namespace Hebb.Tests.Layers;

public sealed partial class EveryLayerTests
{
    private static IEnumerable<(Func<Layer> Make, Func<Random, Tensor[]> Inputs)> Recurrent() =>
    [
        (() => new SimpleRNN(3), Series),
        (() => new SimpleRNN(2, Activation.Sigmoid, useBias: false) { ReturnSequences = true, GoBackwards = true, Dropout = 0.3, RecurrentDropout = 0.3 }, Series),
        (() => new SimpleRNN(2), MaskedSteps),
        (() => new SimpleRNN(2), random => [.. Series(random), Draw.Floats(random, [2, 2])]),
        (() => new LSTM(3), Series),
        (() => new LSTM(2) { ReturnSequences = true, Dropout = 0.2 }, Series),
        (() => new LSTM(2) { GoBackwards = true, ZeroOutputForMask = true, ReturnSequences = true }, MaskedSteps),
        (() => new LSTM(2), random => [.. MaskedSteps(random), Draw.Floats(random, [2, 2]), Draw.Floats(random, [2, 2])]),
        (() => new GRU(3), Series),
        (() => new GRU(2) { ResetAfter = false, ReturnSequences = true, RecurrentDropout = 0.4 }, Series),
        (() => new GRU(2) { ReturnSequences = true, GoBackwards = true }, MaskedSteps),
        (() => new Rnn(new StackedRNNCells(new LSTMCell(2), new GRUCell(3), new SimpleRNNCell(2))) { ReturnSequences = true }, Series),
        (() => new Bidirectional(new LSTM(2) { ReturnSequences = true }, new LSTM(2) { ReturnSequences = true, GoBackwards = true }), Series),
        (() => new Bidirectional(new GRU(2), new GRU(2) { GoBackwards = true }, MergeMode.Mul), MaskedSteps),
        (() => new TimeDistributed(new Dense(2, Activation.Tanh)), Series),
        (() => new SimpleRNNCell(2), random => [Draw.Floats(random, [2, 3])]),
        (() => new LSTMCell(2), random => [Draw.Floats(random, [2, 3]), Draw.Floats(random, [2, 2]), Draw.Floats(random, [2, 2])]),
        (() => new GRUCell(2), random => [Draw.Floats(random, [2, 3]), Draw.Floats(random, [2, 2])]),
        (() => new StackedRNNCells(new GRUCell(2), new LSTMCell(2)), random => [Draw.Floats(random, [2, 3])]),
    ];

    private static Tensor[] Series(Random random) => [Draw.Floats(random, [2, random.Next(1, 5), 3])];

    /// <summary>Series of which some do not count: here and there, and at both ends.</summary>
    private static Tensor[] MaskedSteps(Random random)
    {
        Tensor[] x = Series(random);
        bool[] counts = [.. Enumerable.Range(0, 2 * x[0].Shape[1]).Select(_ => random.Next(3) > 0)];
        return [x[0], Tensor.Create<bool>(counts, [2, x[0].Shape[1]])];
    }
}
