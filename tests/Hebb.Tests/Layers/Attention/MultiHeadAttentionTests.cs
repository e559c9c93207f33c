using Hebb.Initializers;
using Hebb.Keras;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Regularizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Layers;

public sealed class MultiHeadAttentionTests
{
    /// <summary>Golden values: PyTorch 1.13, eng/golden/attention.py.</summary>
    public static TheoryData<string, bool, bool, double[]> Golden => new()
    {
        {
            "self", false, false,
            [
                -0.757391079954, -1.165189533, -4.21912242169, 3.79741755611, 0.297109686033, -1.59297789442, -4.46851653278, 4.11010467787, -0.121229278147,
                -0.987767367352, -3.81292746119, 3.96238548665
            ]
        },
        {
            "causal", true, false,
            [
                -4.140625, -0.359375, -2.734375, 2.6875, 0.515014831405, -2.03660204782, -4.54505956227, 4.54860272796, -0.121229278147, -0.987767367352,
                -3.81292746119, 3.96238548665
            ]
        },
        {
            "masked", false, true,
            [
                -2.50160041491, -0.257345347314, -2.93017621007, 2.46179840329, -2.14143491585, -0.279841107969, -3.0087230429, 2.31924788369, -1.74411263063,
                0.0892645705988, -2.78385038165, 2.97721334489
            ]
        },
    };

    [Theory, MemberData(nameof(Golden))]
    public void Is_what_pytorch_computes(string name, bool causal, bool masked, double[] expected)
    {
        MultiHeadAttention layer = new(2, 2) { UseCausalMask = causal };
        Tensor x = Numbers([1, 3, 4], 7, 11, 5, 1);
        Fill(layer, x);
        Tensor[] inputs = masked ? [x, Tensor.Create(new[,] { { true, false, true } })] : [x];
        Near.Equal(expected, layer.Apply(inputs), 1e-5, name);
        Near.Equal(expected, Near.Run(arguments => layer.Apply(arguments), inputs), 1e-5, name + " compiled");
    }

    /// <summary>Values of Keras 3.15.1: the penalties of query, key, value and output, and for GroupQueryAttention of the layer as well.</summary>
    [Theory]
    [InlineData(false, 2, 2.77183)]
    [InlineData(false, 4, 4.766895)]
    [InlineData(true, 2, 4.200069)]
    [InlineData(true, 4, 7.884032)]
    public void A_penalty_on_activity_is_that_of_the_projections(bool grouped, int batch, double expected)
    {
        Initializer kernel = Initializer.Constant(0.3);
        HeadedAttention layer = grouped
            ? new GroupQueryAttention(2, 4, 2) { KernelInitializer = kernel, ActivityRegularizer = new L1L2(0.1, 0.2) }
            : new MultiHeadAttention(2, 2) { KernelInitializer = kernel, ActivityRegularizer = new L1L2(0.1, 0.2) };
        Input input = new([5, 3]);
        Model model = new([input], [layer.Apply([input, input])]);
        Tensor x = Tensor.Create([.. Enumerable.Range(0, batch * 15).Select(i => (float)Math.Sin(i))], [batch, 5, 3]);
        using MemoryStream stream = new();
        ModelFile.Save(model, stream);
        stream.Position = 0;
        foreach (Model either in (Model[])[model, ModelFile.Load(stream)])
        {
            either.Compile(new SGD(0), Loss.MeanSquaredError);
            Assert.Equal(expected, either.Evaluate(x, either.Predict(x), batch).Loss, 1e-4);
        }

        layer.ActivityRegularizer = null;
        model.Compile(new SGD(0), Loss.MeanSquaredError);
        Assert.Equal(0, model.Evaluate(x, model.Predict(x), batch).Loss, 1e-9);
    }

    [Fact]
    public void Gives_the_scores_of_each_head()
    {
        MultiHeadAttention layer = new(2, 2);
        Tensor x = Numbers([1, 3, 4], 7, 11, 5, 1);
        Fill(layer, x);
        Tensor scores = layer.ApplyAll([x])[1];
        Assert.Equal([1, 2, 3, 3], scores.Shape.ToArray());
        Near.Equal(
            [
                0.363523575115, 0.311426869677, 0.325049555207, 0.194673129202, 0.517556132276, 0.287770738522, 0.273983432369, 0.388035471803, 0.337981095828,
                0.415197459161, 0.503761893426, 0.0810406474131, 0.363001897291, 0.568644318202, 0.0683537845065, 0.31125353761, 0.364326177267, 0.324420285123
            ],
            scores,
            1e-5);
    }

    [Fact]
    public void Groups_of_one_head_each_are_multi_head_attention_and_shared_heads_are_repeated_ones()
    {
        Tensor x = Draw.Floats(new Random(1), [2, 5, 6]);
        MultiHeadAttention separate = new(4, 3);
        GroupQueryAttention grouped = new(3, 4, 2);
        Tensor expected = separate.Apply(x);
        grouped.Apply(x);
        foreach ((Parameter to, Parameter from) in separate.Parameters.Zip(grouped.Parameters))
        {
            // Heads 0 and 1 share the first head of keys and values, heads 2 and 3 the second.
            bool repeats = to.Size != from.Size;
            int axis = from.Shape.Rank - 2;
            Tensor[] heads = [.. Enumerable.Range(0, 4).Select(head => repeats ? from.Value.Slice(axis, (head / 2)..(head / 2 + 1)) : from.Value)];
            to.SetValues<float>((repeats ? Tensor.Concatenate(heads, axis) : heads[0]).ToArray<float>());
        }

        Near.Equal(separate.Apply(x).ToDoubles(), grouped.Apply(x), 1e-6);
        Assert.NotEqual(expected.ToDoubles(), grouped.Apply(x).ToDoubles());
    }

    [Fact]
    public void Scores_and_masks_are_part_of_a_model_and_of_its_file()
    {
        Input query = new([3, 4]), value = new([5, 4]), mask = new([3, 5], DType.Bool);
        IReadOnlyList<Node> both = new MultiHeadAttention(2, 3) { UseCausalMask = true }.ApplyAll([query, value, mask]);
        Model model = new([query, value, mask], both) { Seed = 3 };
        Random random = new(2);
        Tensor[] x = [Draw.Floats(random, [2, 3, 4]), Draw.Floats(random, [2, 5, 4]), Draw.Integers(random, [2, 3, 5], 2).Cast(DType.Bool)];
        IReadOnlyList<Tensor> expected = model.Predict(x);
        Assert.Equal(2, expected.Count);

        using MemoryStream stream = new();
        ModelFile.Save(model, stream);
        stream.Position = 0;
        IReadOnlyList<Tensor> actual = ModelFile.Load(stream).Predict(x);
        Assert.Equal(expected[0].ToDoubles(), actual[0].ToDoubles());
        Assert.Equal(expected[1].ToDoubles(), actual[1].ToDoubles());
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Tensor x = Tensor.Zeros([2, 3, 4]);
        Assert.Contains("expects a query (batch, T, features)", Message(x, Tensor.Zeros([2, 4])), StringComparison.Ordinal);
        Assert.Contains("got a mask of shape (2, 4) for 3 queries and 3 keys", Message(x, Tensor.Zeros([2, 4], DType.Bool)), StringComparison.Ordinal);
        Assert.Contains("up to 1 masks of booleans", Message(x, x, x, x), StringComparison.Ordinal);
        Assert.Contains(
            "3 heads of queries cannot share 2 heads of keys",
            Assert.Throws<ArgumentException>(() => new GroupQueryAttention(4, 3, 2)).Message,
            StringComparison.Ordinal);
    }

    private static string Message(params Tensor[] inputs) => Assert.Throws<ShapeException>(() => new MultiHeadAttention(2, 2).Apply(inputs)).Message;

    private static void Fill(MultiHeadAttention layer, Tensor x)
    {
        layer.Apply(x);
        for (int i = 0; i < 8; i++)
        {
            Parameter parameter = layer.Parameters[i];
            Tensor values = i % 2 == 0 ? Numbers(parameter.Shape, 5, 7, 3, (i / 2 + 1) / 2.0) : Numbers(parameter.Shape, 7, 11, 5, (i / 2 + 1) / 2.0);
            parameter.SetValues<float>(values.ToArray<float>());
        }
    }

    private static Tensor Numbers(Shape shape, int factor, int modulus, int shift, double scale) =>
        Tensor.Create<float>([.. Enumerable.Range(0, (int)shape.Size).Select(k => (float)((k * factor % modulus - shift) / 4.0 * scale))], shape);
}
