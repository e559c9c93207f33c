using Hebb.Activations;
using Hebb.Graphs;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Tests.Cpu.Lowering;

public sealed class FuseTests
{
    [Fact]
    public void The_training_step_of_a_small_network_is_a_handful_of_kernels()
    {
        ProgramListing listing = Step(new Adam()).Describe([Tensor.Ones([32, 12]), Tensor.Zeros([32, 1])]);
        Assert.InRange(listing.Lines.Count, 1, 20);
        Assert.DoesNotContain(listing.Lines, line => line.Name.StartsWith("reference", StringComparison.Ordinal));

        // Each weight's update happens in the epilogue of its gradient's product, in registers.
        Assert.Equal(
            3,
            listing.Lines.Count(
                line => line.Name.StartsWith("gemm", StringComparison.Ordinal) && line.Name.Contains("in registers", StringComparison.Ordinal)));
        Assert.Equal(6, listing.Lines.Count(line => line.Name.Contains("in registers", StringComparison.Ordinal)));
    }

    [Fact]
    public void Momentum_runs_in_registers() =>
        Assert.Equal(
            6,
            Step(new SGD(0.01, momentum: 0.9))
                .Describe([Tensor.Ones([32, 12]), Tensor.Zeros([32, 1])]).Lines
                .Count(line => line.Name.Contains("in registers", StringComparison.Ordinal)));

    [Fact]
    public void Kernels_name_their_layer_and_listings_their_cost()
    {
        ProgramListing listing = Step(new Adam()).Describe([Tensor.Ones([32, 12]), Tensor.Zeros([32, 1])], runs: 3);
        Assert.Contains(listing.Lines, line => line.Layer == "dense" && line.Flops > 0 && line.Bytes > 0 && line.Microseconds >= 0);
        Assert.Contains("kernels", listing.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_belongs_to_the_layer_it_differentiates() =>
        Assert.All(
            Step(new Adam())
                .Describe([Tensor.Ones([32, 12]), Tensor.Zeros([32, 1])]).Lines
                .Where(line => line.Name.StartsWith("gemm", StringComparison.Ordinal)),
            line => Assert.Equal("dense", line.Layer));

    [Fact]
    public void Products_of_members_read_and_write_rows_where_they_are()
    {
        MemberDense[] layers = [new(64, Activation.Relu), new(8)];
        _ = layers.Aggregate(Tensor.Ones([2, 4, 48]), (x, layer) => layer.Apply(x));
        Parameter[] weights = [.. layers.SelectMany(layer => layer.Parameters)];
        Function step = new((x, y) =>
        {
            Tensor loss = (layers.Aggregate(x, (h, layer) => layer.Apply(h, training: true)) - y).Square().Mean();
            new SGD().Apply(weights, Gradient.Of(loss, weights));
            return loss;
        });
        ProgramListing listing = step.Describe([Tensor.Ones([32, 4, 48]), Tensor.Zeros([32, 4, 8])]);
        Assert.Equal(5, listing.Lines.Count(line => line.Name.StartsWith("gemm 4 ×", StringComparison.Ordinal)));
        Assert.DoesNotContain(listing.Lines, line => line.Name.StartsWith("copy", StringComparison.Ordinal));
    }

    private static Function Step(Optimizer optimizer)
    {
        Layer[] layers = [new Dense(64, Activation.Relu), new Dense(32, Activation.Relu), new Dense(1, Activation.Sigmoid)];
        _ = layers.Aggregate(Tensor.Ones([2, 12]), (x, layer) => layer.Apply(x));
        Parameter[] weights = [.. layers.SelectMany(layer => layer.Parameters)];
        return new((x, y) =>
        {
            Tensor loss = Loss.BinaryCrossentropy.Compute(y, layers.Aggregate(x, (h, layer) => layer.Apply(h, training: true)));
            optimizer.Apply(weights, Gradient.Of(loss, weights));
            return loss;
        });
    }
}
