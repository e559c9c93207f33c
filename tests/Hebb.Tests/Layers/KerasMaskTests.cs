using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Regularizers;
using Hebb.Tensors;
using Constant = Hebb.Initializers.Constant;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Layers;

/// <summary>Masks meeting states, products, softmax and layers that drop them: values of Keras 3.15.1.</summary>
public sealed class KerasMaskTests
{
    private static readonly Tensor s_x = Tensor.Create(
        [1, 0.5f, -0.5f, 2, 0, 0, 0, 0, 0.3f, -0.2f, 0, 0, 0, 0, 0, 0], [2, 4, 2]);

    private static readonly Tensor s_state = Tensor.Create(new[,] { { 0.2f, -0.1f }, { 0.4f, 0.3f } });

    private static readonly Dictionary<string, double[]> s_expected = new()
    {
        ["SimpleRNN states"] = [
            0.652707, 0.652707, 0.81496, 0.81496, 0.453403, 0.453403, 0.265524, 0.265524, 0.254296, 0.254296, 0.151404, 0.151404, 0.090594, 0.090594,
            0.054303, 0.054303],
        ["SimpleRNN both"] = [
            0.652707, 0.652707, 0.81496, 0.81496, 0.81496, 0.81496, 0.81496, 0.81496, 0.254296, 0.254296, 0.254296, 0.254296, 0.254296, 0.254296, 0.254296,
            0.254296],
        ["SimpleRNN none"] = [
            0.635149, 0.635149, 0.811392, 0.811392, 0.811392, 0.811392, 0.811392, 0.811392, 0.049958, 0.049958, 0.049958, 0.049958, 0.049958, 0.049958,
            0.049958, 0.049958],
        ["LSTM states"] = [
            0.334448, 0.263313, 0.542699, 0.505378, 0.429028, 0.404563, 0.397296, 0.377018, 0.16417, 0.143816, 0.139058, 0.124773, 0.124536, 0.113817,
            0.111623, 0.103588],
        ["LSTM both"] = [
            0.334448, 0.263313, 0.542699, 0.505378, 0.542699, 0.505378, 0.542699, 0.505378, 0.16417, 0.143816, 0.16417, 0.143816, 0.16417, 0.143816, 0.16417,
            0.143816],
        ["LSTM none"] = [
            0.276068, 0.276068, 0.509078, 0.509078, 0.509078, 0.509078, 0.509078, 0.509078, 0.013119, 0.013119, 0.013119, 0.013119, 0.013119, 0.013119,
            0.013119, 0.013119],
        ["GRU states"] = [
            0.340583, 0.134879, 0.442603, 0.29667, 0.300236, 0.219211, 0.200423, 0.15676, 0.298558, 0.242094, 0.201539, 0.171023, 0.134218, 0.118108,
            0.088535, 0.080176],
        ["GRU both"] = [
            0.340583, 0.134879, 0.442603, 0.29667, 0.442603, 0.29667, 0.442603, 0.29667, 0.298558, 0.242094, 0.298558, 0.242094, 0.298558, 0.242094, 0.298558,
            0.242094],
        ["GRU none"] = [
            0.203769, 0.203769, 0.345275, 0.345275, 0.345275, 0.345275, 0.345275, 0.345275, 0.024355, 0.024355, 0.024355, 0.024355, 0.024355, 0.024355,
            0.024355, 0.024355],
    };

    [Theory]
    [InlineData("SimpleRNN")]
    [InlineData("LSTM")]
    [InlineData("GRU")]
    public void A_call_with_first_states_heeds_a_mask_only_if_it_is_given(string kind)
    {
        Tensor[] states = kind == "LSTM" ? [s_state, s_state * 0.5] : [s_state];
        Tensor mask = Tensor.Create(new[,] { { true, true, false, false }, { true, false, false, false } });
        Near.Equal(s_expected[$"{kind} states"], Masked(kind, states), 1e-5, "states");
        Near.Equal(s_expected[$"{kind} both"], Masked(kind, [.. states, mask]), 1e-5, "both");
        Near.Equal(s_expected[$"{kind} none"], Masked(kind, []), 1e-5, "none");
    }

    [Fact]
    public void Both_directions_do_the_same()
    {
        Node x = new Input([4, 2]), forward = new Input([2]), backward = new Input([2]);
        Node y = new Bidirectional(Recurrent("SimpleRNN"), Recurrent("SimpleRNN", goBackwards: true)).Apply([new Masking().Apply(x), forward, backward]);
        Near.Equal(
            [
                0.652707, 0.652707, 0.812049, 0.812049, 0.81496, 0.81496, 0.638359, 0.638359, 0.453403, 0.453403, 0.008999, 0.008999, 0.265524, 0.265524,
                0.014999, 0.014999, 0.254296, 0.254296, 0.07243, 0.07243, 0.151404, 0.151404, 0.037595, 0.037595, 0.090594, 0.090594, 0.062687, 0.062687,
                0.054303, 0.054303, 0.104616, 0.104616,
            ],
            new Model([x, forward, backward], [y]).Predict([s_x, s_state, s_state * 0.5])[0],
            1e-5);
    }

    [Fact]
    public void The_mask_goes_on_to_the_loss_all_the_same()
    {
        Node x = new Input([4, 2]), state = new Input([2]);
        Model model = new([x, state], [Recurrent("SimpleRNN").Apply([new Masking().Apply(x), state])]);
        model.Compile(new SGD(), Loss.MeanSquaredError);
        Assert.Equal(0.38495082, model.TestOnBatch(new Hebb.Datasets.Batch([s_x, s_state], [Tensor.Zeros([2, 4, 2])])), 1e-5);
        Assert.Contains("Note: simple_rnn works on masked steps as on any other", model.Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_product_is_0_where_no_factor_counts()
    {
        Tensor a = Tensor.Create([1f, 2, 0, 0, 0, 0], [1, 3, 2]), b = Tensor.Create([3f, 4, 5, 6, 0, 0], [1, 3, 2]);
        Node x = new Input([3, 2]), y = new Input([3, 2]);
        Node both = new Multiply().Apply([new Masking().Apply(x), new Masking().Apply(y)]), one = new Multiply().Apply([new Masking().Apply(x), y]);
        Near.Equal([3, 8, 5, 6, 0, 0], new Model([x, y], [both]).Predict([a, b])[0], 0);
        Near.Equal([3, 8, 5, 6, 0, 0], new Model([x, y], [one]).Predict([a, b])[0], 0);
        Near.Equal([3, 8, 5, 6, 7, 7], new Model([x, y], [one]).Predict([a, Tensor.Create([3f, 4, 5, 6, 7, 7], [1, 3, 2])])[0], 0);
    }

    [Fact]
    public void A_softmax_without_anything_that_counts_is_0()
    {
        Tensor scores = Tensor.Create(new[,] { { 1f, 2, 3 }, { 1, 2, 3 } });
        Tensor counts = Tensor.Create(new[,] { { true, false, true }, { false, false, false } });
        Near.Equal([0.119203, 0, 0.880797, 0, 0, 0], new SoftmaxLayer().Apply([scores, counts]), 1e-5);
    }

    [Fact]
    public void Attention_that_sees_nothing_is_even_or_0_as_in_Keras()
    {
        Tensor q = Tensor.Create([.. Enumerable.Range(0, 8).Select(i => (float)Math.Sin(i))], [1, 2, 4]);
        Tensor mask = Tensor.Create<bool>([false, false, true, false], [1, 2, 2]);
        double[] seen = [3.783777, 3.783777, 3.783777, 3.783777];
        Near.Equal([.. Enumerable.Repeat(0.553733, 4), .. seen], Heads(0).Apply([q, q, q, mask]), 1e-5);
        Near.Equal([0, 0, 0, 0, .. seen], Heads(0.1).Apply([q, q, q, mask]), 1e-5);
        IReadOnlyList<Tensor> withScores = Heads(0).ApplyAll([q, q, q, mask]);
        Near.Equal([0, 0, 0, 0, .. seen], withScores[0], 1e-5);
        Near.Equal([0, 0, 1, 0], withScores[1], 1e-6);

        static MultiHeadAttention Heads(double dropout) => new(1, 2) { Dropout = dropout, KernelInitializer = Initializer.Ones };
    }

    [Fact]
    public void A_summary_says_where_a_mask_is_dropped()
    {
        Assert.Contains("Note: global_max_pooling1d drops the mask of its input", Of(new GlobalMaxPooling1D()).Summary(), StringComparison.Ordinal);
        Assert.Contains("Note: flatten drops the mask", Of(new Flatten()).Summary(), StringComparison.Ordinal);
        Assert.Contains("Note: conv1d drops the mask", Of(new Conv1D(2, 2), new LSTM(2)).Summary(), StringComparison.Ordinal);
        Assert.DoesNotContain("Note:", Of(new GlobalAveragePooling1D()).Summary(), StringComparison.Ordinal);
        Assert.DoesNotContain("Note:", Of(new Dropout(0.1), new LSTM(2)).Summary(), StringComparison.Ordinal);
        Assert.DoesNotContain("Note:", Of(new Bidirectional(new GRU(2), new GRU(2) { GoBackwards = true })).Summary(), StringComparison.Ordinal);
        Assert.DoesNotContain("Note:", Of(new TransformerEncoder(4, 1), new GlobalAveragePooling1D()).Summary(), StringComparison.Ordinal);

        static Sequential Of(params Layer[] layers) => new([new Input([4], DType.Int32), new Embedding(5, 3) { MaskZero = true }, .. layers]);
    }

    private static double[] Masked(string kind, Tensor[] others)
    {
        Node x = new Input([4, 2]);
        Node[] further = [.. others.Select(other => (Node)new Input([.. other.Shape.Dimensions[1..]], other.DType))];
        Model model = new([x, .. further], [Recurrent(kind).Apply([new Masking().Apply(x), .. further])]);
        return model.Predict([s_x, .. others])[0].ToDoubles();
    }

    private static RNN Recurrent(string kind, bool goBackwards = false) => kind switch
    {
        "LSTM" => new LSTM(2) { KernelInitializer = new Constant(0.5), RecurrentInitializer = new Constant(0.3), ReturnSequences = true },
        "GRU" => new GRU(2) { KernelInitializer = new Constant(0.5), RecurrentInitializer = new Constant(0.3), ReturnSequences = true },
        _ => new SimpleRNN(2)
        {
            KernelInitializer = new Constant(0.5),
            RecurrentInitializer = new Constant(0.3),
            ReturnSequences = true,
            GoBackwards = goBackwards,
        },
    };
}
