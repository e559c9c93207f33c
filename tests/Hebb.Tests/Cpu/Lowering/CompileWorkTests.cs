using Hebb.Activations;
using Hebb.Cpu;
using Hebb.Graphs;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;
using Xunit.Abstractions;

namespace Hebb.Tests.Cpu.Lowering;

/// <summary>Compiling takes work that grows with the graph, not with its square. The work is counted, not timed.</summary>
public sealed class CompileWorkTests(ITestOutputHelper output)
{
    public static TheoryData<string> Networks => new(s_networks.Keys);

    private static readonly Dictionary<string, Func<int, Func<Tensor, Tensor>>> s_networks = new()
    {
        ["dense"] = depth => Stack(depth, () => new Dense(4, Activation.Relu)),
        ["normalized, with dropout"] = depth => Stack(depth, () => new Dense(4, Activation.Tanh), () => new BatchNormalization(), () => new Dropout(0.2)),
        ["residual"] = depth =>
        {
            Func<Tensor, Tensor>[] blocks = [.. Enumerable.Range(0, depth).Select(_ => Stack(1, () => new Dense(4, Activation.Relu), () => new Dense(4)))];
            return x => blocks.Aggregate(x, (sum, block) => sum + block(sum));
        },
        ["convolutions"] = depth =>
        {
            Func<Tensor, Tensor> stack = Stack(depth, () => new Conv1D(4, 3, Activation.Relu) { Padding = Padding.Same });
            return x => stack(x.Reshape([2, 2, 4])).Reshape([4, 4]);
        },
    };

    [Theory, MemberData(nameof(Networks))]
    public void Ten_times_the_layers_take_ten_times_the_work(string network)
    {
        double few = WorkPerLayer(network, 20), many = WorkPerLayer(network, 200);
        output.WriteLine($"{network}: looked at {few:F1} units a layer in 20 layers, {many:F1} in 200.");
        Assert.InRange(many, 0, 1.2 * few);
    }

    [Fact]
    public void A_norm_over_all_gradients_that_all_updates_need_is_no_exception()
    {
        double few = WorkPerLayer("dense", 20, clips: true), many = WorkPerLayer("dense", 200, clips: true);
        output.WriteLine($"clipped: looked at {few:F1} units a layer in 20 layers, {many:F1} in 200.");
        Assert.InRange(many, 0, 1.2 * few);
    }

    [Fact]
    public void A_thousand_layers_compile_to_a_program_of_as_many_products()
    {
        double work = WorkPerLayer("dense", 1000);
        output.WriteLine($"{work:F1} units a layer");
        Assert.InRange(work, 1, 1.2 * WorkPerLayer("dense", 20));
    }

    /// <summary>The work of compiling a step of training.</summary>
    private static double WorkPerLayer(string network, int depth, bool clips = false)
    {
        Func<Tensor, Tensor> forward = s_networks[network](depth);
        Tensor x = Tensor.Zeros([4, 4]);
        List<Parameter> weights = [];
        _ = forward(x);
        Adam optimizer = new() { GlobalClipNorm = clips ? 1 : null };
        TracedGraph graph = TracedGraph.Of(at =>
        {
            Tensor loss = Loss.MeanSquaredError.Compute(at[1], forward(at[0]));
            if (weights.Count == 0) { weights.AddRange(Trace.Current!.Reads.Keys.Where(parameter => parameter.Trainable)); }
            optimizer.Minimize(loss, weights);
            return [loss];
        }, [(x.Shape, x.DType), (x.Shape, x.DType)]);
        return (double)((CpuProgram)CpuDevice.Instance.Compile(Simplify.Of(graph))).Visits / depth;
    }

    private static Func<Tensor, Tensor> Stack(int depth, params Func<Layer>[] make)
    {
        Layer[] layers = [.. Enumerable.Range(0, depth).SelectMany(_ => make).Select(layer => layer())];
        return x => layers.Aggregate(x, (y, layer) => layer.Apply(y, training: Trace.Current is not null));
    }
}
