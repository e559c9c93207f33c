using Hebb.Layers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Layers;

public sealed class ConvLSTMTests
{
    private static readonly bool[] s_counts = [true, false, true, true, true, false];

    /// <summary>Outputs of all steps and the last c, from PyTorch's convolutions in float64: eng/golden/conv_lstm.py.</summary>
    public static TheoryData<string, double[], double[]> Golden => new()
    {
        {
            "1D valid",
            [
                -0.106100853, 0.175948217, 0.138106931, -0.135963790, 0.063387344, -0.026764650, 0.153150320, 0.071502081, 0.293845926,
                -0.030326562, 0.100738173, -0.036011885, 0.206986274, -0.099814460, 0.278055726, -0.027723856, 0.068150517, 0.115828259,
            ],
            [0.672172146, -0.155908390, 0.443053766, -0.109309370, 0.208143300, 0.689020423]
        },
        { "1D stride 2 backwards", [-0.039799181, -0.018922634, 0.001425122, -0.071279930], [0.003745521, -0.229599487] },
        {
            "2D same, masked",
            [
                0.021882053, 0.106522046, -0.170772848, -0.098541025, 0.021882053, 0.106522046, -0.170772848, -0.098541025, -0.064088928, -0.096486960,
                0.026729842, -0.008128330,
                0.128817263, 0.035639561, -0.107807073, -0.021858184, -0.032784241, -0.136909015, 0.025925555, 0.006261369, -0.032784241, -0.136909015,
                0.025925555, 0.006261369,
            ],
            [-0.199472378, -0.212376761, 0.126923879, -0.046524694, -0.080900899, -0.278491786, 0.116609567, 0.032368343]
        },
        { "2D dilated", [0.095684651, 0.029954667, -0.049906381, -0.031318491], [-0.197993503, -0.122503763] },
        { "3D", [0.060183470, -0.157238635, 0.021189923, -0.255376452], [0.052039449, -0.332462899] },
    };

    [Theory, MemberData(nameof(Golden))]
    public void Outputs_and_states_are_those_of_PyTorch(string name, double[] outputs, double[] last)
    {
        foreach (DataFormat format in Enum.GetValues<DataFormat>())
        {
            (ConvLSTMLayer layer, Shape shape) = Made(name, format, sequences: true);
            Tensor x = Numbers(shape, 7, 11, 5, 4);
            int rank = x.Rank;
            if (format == DataFormat.ChannelsFirst) { x = x.Transpose([0, 1, rank - 1, .. Enumerable.Range(2, rank - 3)]); }
            Tensor[] inputs = name.Contains("masked", StringComparison.Ordinal) ? [x, Tensor.Create<bool>(s_counts, [2, 3])] : [x];
            _ = layer.Apply(inputs);
            foreach (Parameter parameter in layer.Parameters) { parameter.SetValues<float>(Numbers(parameter.Shape, 5, 7, 3, 5).ToArray<float>()); }
            IReadOnlyList<Tensor> all = layer.ApplyAll(inputs);
            (Tensor y, Tensor c) = (all[0], all[2]);
            if (format == DataFormat.ChannelsFirst)
            {
                y = y.Transpose([0, 1, .. Enumerable.Range(3, rank - 3), 2]);
                c = c.Transpose([0, .. Enumerable.Range(2, rank - 3), 1]);
            }

            Near.Equal(outputs, y, 1e-6, $"{name} {format}");
            Near.Equal(last, c, 1e-6, $"{name} {format} c");
            (ConvLSTMLayer short1, _) = Made(name, format, sequences: false);
            _ = short1.Apply(inputs);
            for (int i = 0; i < layer.Parameters.Count; i++) { short1.Parameters[i].SetValues<float>(layer.Parameters[i].ToArray<float>()); }
            Assert.Equal(all[1].ToArray<float>(), short1.Apply(inputs).ToArray<float>()); // the last output is the last h
        }
    }

    [Fact]
    public void Weights_are_those_of_Keras()
    {
        ConvLSTM2D layer = new(3, (2, 5));
        _ = layer.Apply(Tensor.Zeros([1, 2, 6, 6, 4]));
        Assert.Equal(
            ["conv_lstm_cell/kernel (2, 5, 4, 12)", "conv_lstm_cell/recurrent_kernel (2, 5, 3, 12)", "conv_lstm_cell/bias (12,)"],
            layer.Parameters.Select(parameter => $"{parameter.Name} {parameter.Shape}"));
        Assert.Equal([0f, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0], layer.Parameters[2].ToArray<float>());
        Assert.Equal("conv_lstm2d", layer.DefaultName);
    }

    [Fact]
    public void First_states_go_on_where_another_run_ended()
    {
        ConvLSTM1D layer = new(2, 3) { Padding = Padding.Same, ReturnState = true };
        Tensor x = Numbers([2, 4, 3, 1], 7, 11, 5, 4);
        IReadOnlyList<Tensor> middle = layer.ApplyAll([x.Slice(1, ..2)]), whole = layer.ApplyAll([x]);
        Assert.Equal(whole[0].ToArray<float>(), layer.Apply([x.Slice(1, 2..), middle[1], middle[2]]).ToArray<float>());
        ConvLSTM1D stateful = new(2, 3) { Padding = Padding.Same, Stateful = true };
        _ = stateful.Apply(x.Slice(1, ..2));
        stateful.ResetStates();
        for (int i = 0; i < 3; i++) { stateful.Parameters[i].SetValues<float>(layer.Parameters[i].ToArray<float>()); }
        _ = stateful.Apply(x.Slice(1, ..2));
        Assert.Equal(whole[0].ToArray<float>(), stateful.Apply(x.Slice(1, 2..)).ToArray<float>());
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        Assert.Contains(
            "5 axes (batch, time, 2 spatial, channels)",
            Assert.Throws<ShapeException>(() => new ConvLSTM2D(2, 2).Apply(Tensor.Zeros([2, 3, 3, 1]))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "one of them must be 1",
            Assert.Throws<ArgumentException>(() => new ConvLSTM1D(2, 2) { Strides = 2, DilationRate = 2 }.Apply(Tensor.Zeros([1, 2, 5, 1]))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ConvLSTM1D(2, 2) { Padding = Padding.Causal });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConvLSTM1D(0, 2));
    }

    private static (ConvLSTMLayer Layer, Shape Input) Made(string name, DataFormat format, bool sequences) => name switch
    {
        "1D valid" => (new ConvLSTM1D(2, 2) { DataFormat = format, ReturnState = true, ReturnSequences = sequences }, [1, 3, 4, 2]),
        "1D stride 2 backwards" =>
            (new ConvLSTM1D(1, 3) { Strides = 2, GoBackwards = true, DataFormat = format, ReturnState = true, ReturnSequences = sequences }, [1, 2, 5, 1]),
        "2D same, masked" =>
            (new ConvLSTM2D(1, (3, 2)) { Padding = Padding.Same, DataFormat = format, ReturnState = true, ReturnSequences = sequences }, [2, 3, 2, 2, 1]),
        "2D dilated" => (new ConvLSTM2D(1, 2) { DilationRate = 2, DataFormat = format, ReturnState = true, ReturnSequences = sequences }, [1, 2, 4, 3, 1]),
        _ => (new ConvLSTM3D(1, (2, 1, 2)) { DataFormat = format, ReturnState = true, ReturnSequences = sequences }, [1, 2, 2, 2, 2, 1]),
    };

    private static Tensor Numbers(Shape shape, int factor, int modulus, int shift, float scale) =>
        Tensor.Create<float>([.. Enumerable.Range(0, (int)shape.Size).Select(k => (k * factor % modulus - shift) / scale)], shape);
}
