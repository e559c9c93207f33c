using Hebb.Graphs;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Tests.Losses;

/// <summary>Golden values: PyTorch 1.13, torch.nn.functional.ctc_loss in float64 with blank 0 and without reduction. The logits are
/// (k·7 mod 11 − 5) / 4.</summary>
public sealed class CTCTests
{
    private static readonly Tensor s_logits = Tensor.Create([.. Enumerable.Range(0, 120).Select(k => (k * 7 % 11 - 5) / 4.0)], [4, 6, 5]);
    private static readonly Tensor s_labels = Tensor.Create(new[,] { { 1, 2, 3 }, { 2, 2, 0 }, { 4, 0, 0 }, { 0, 0, 0 } });
    private static readonly double[] s_losses = [4.19393210025, 7.29706206644, 6.98450067103, 12.510643162];

    [Fact]
    public void Values_are_golden()
    {
        Near.Equal(s_losses, Loss.CTC.PerRow(s_labels, s_logits), 1e-10);
        Near.Equal(s_losses, Near.Run(x => Loss.CTC.PerRow(x[0], x[1]), s_labels, s_logits), 1e-10);
        Near.Equal(s_losses, Near.Run(x => Loss.CTC.PerRow(x[0], x[1]), s_labels.Cast(DType.Float32), s_logits.Cast(DType.Float32)), 1e-5);
        Assert.Equal(s_losses.Average(), Loss.CTC.Compute(s_labels, s_logits).ToDoubles()[0], 1e-9);
    }

    [Fact]
    public void Gradients_are_golden()
    {
        Tensor gradient = Gradient.Of(Loss.CTC.PerRow(s_labels, s_logits).Sum(), s_logits)[0].Slice(0, 1..2);
        Near.Equal(
        [
            -0.269672473973, 0.407201032491, -0.509765708557, 0.0551086670665, 0.317128482972, -0.196246461466, 0.407201032491, -0.583191721063,
            0.0551086670665, 0.317128482972,
            -0.0678134875489, 0.0808493364824, -0.247159422173, 0.171158046676, 0.0629655265633, -0.147303309716, 0.0808493364824, -0.167669600006,
            0.171158046676, 0.0629655265633,
            -0.489592458141, 0.143226214934, -0.0683883445337, 0.303209899394, 0.111544688347, -0.176121208115, 0.225354439385, -0.701814797053, 0.477075351921,
            0.175506213861,
        ], gradient, 1e-10);
    }

    [Fact]
    public void What_cannot_be_spelled_costs_infinity()
    {
        Tensor three = s_logits.Slice(1, ..3), again = Tensor.Create(new[,] { { 1, 1 }, { 1, 1 }, { 1, 1 }, { 1, 1 } });
        Near.Equal([7.30705344695, 6.06206445609, 5.58214051663, 4.92878407769], Loss.CTC.PerRow(again, three), 1e-10); // 1, blank, 1: the only way
        Assert.All(Loss.CTC.PerRow(again, s_logits.Slice(1, ..2)).ToDoubles(), loss => Assert.Equal(double.PositiveInfinity, loss));
    }

    [Fact]
    public void One_step_and_one_label_are_a_crossentropy()
    {
        Tensor step = s_logits.Slice(1, ..1), label = Tensor.Create(new[,] { { 1 }, { 4 }, { 0 }, { 2 } });
        Near.Equal(new SparseCategoricalCrossentropy { FromLogits = true }.PerRow(label, step).ToDoubles(), Loss.CTC.PerRow(label, step), 1e-12);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Contains(
            "(batch, steps, classes)",
            Assert.Throws<ShapeException>(() => Loss.CTC.PerRow(s_labels, s_logits.Slice(1, ..1).Squeeze(1))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Loss.CTC.PerRow(Tensor.Create(new[,] { { 5 }, { 1 }, { 1 }, { 1 } }), s_logits).ToDoubles());
        Assert.Throws<ArgumentOutOfRangeException>(() => Loss.CTC.PerRow(Tensor.Create(new[,] { { 1.5f }, { 1 }, { 1 }, { 1 } }), s_logits).ToDoubles());
    }

    [Fact]
    public void A_network_learns_to_spell()
    {
        Random random = new(5);
        Tensor x = Draw.Floats(random, [4, 8, 3]);
        Tensor labels = Tensor.Create(new[,] { { 1, 2, 0 }, { 2, 2, 1 }, { 3, 0, 0 }, { 1, 3, 2 } });
        Sequential model = new([
            new Hebb.Layers.Input([8, 3]),
            new Bidirectional(new LSTM(12) { ReturnSequences = true }, new LSTM(12) { ReturnSequences = true, GoBackwards = true }),
            new Dense(4),
        ])
        {
            Seed = 1,
        };
        model.Compile(new Adam(0.03f), Loss.CTC);
        History history = model.Fit(x, labels, new FitOptions { Epochs = 60, BatchSize = 4 });
        double first = history["loss"][0], last = history["loss"][^1];
        Assert.True(first > 2 && last < 0.1, $"The loss went from {first} to {last}.");
    }
}
