using Hebb.Layers;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Layers;

public sealed class RecurrentTests
{
    /// <summary>PyTorch 1.13 in float64 with the same weights: eng/golden/recurrent.py.</summary>
    public static TheoryData<string, double[]> Golden => new()
    {
        {
            "rnn",
            [
                -0.049958375, 0.197375320, 0.099667995, -0.700819246, 0.756782266, 0.317929646, -0.376355812, 0.032971917, 0.127825215,
                -0.833654607, 0.664036770, 0.000000000, -0.065328767, 0.473800942, 0.275501355, -0.154183871, -0.342702760, -0.045008840,
            ]
        },
        {
            "lstm",
            [
                0.079528236, 0.063079228, -0.038762255, 0.115913501, 0.018059839, -0.029562056, -0.031256065, -0.132633536, 0.219226661,
                -0.043861353, -0.160955402, 0.246184017, 0.054502070, -0.129549432, 0.072067422, -0.137294485, -0.151525647, 0.282497339,
            ]
        },
        {
            "gru",
            [
                0.209914197, 0.099483159, -0.112669371, 0.434276354, -0.214273221, -0.161384347, -0.205859179, -0.405834504, 0.211227785,
                -0.194182922, -0.334555881, 0.195272359, 0.069671753, -0.054863012, 0.021142876, -0.262309680, -0.203292417, 0.302119322,
            ]
        },
    };

    [Theory, MemberData(nameof(Golden))]
    public void Outputs_are_those_of_PyTorch(string name, double[] expected)
    {
        Tensor x = Numbers([2, 3, 2], 7, 11, 5, 4);
        Near.Equal(expected, Made(name, sequences: true).Apply(x), 1e-6, name);
        double[] last = [.. expected[6..9], .. expected[15..]];
        Near.Equal(last, Made(name, sequences: false).Apply(x), 1e-6, name);
    }

    /// <summary>PyTorch's pack_padded_sequence for lengths 3 and 2: eng/golden/recurrent.py. Outputs, and the last h of both directions.</summary>
    public static TheoryData<string, double[], double[]> Packed => new()
    {
        {
            "lstm",
            [
                0.079528236, 0.063079228, -0.038762255, 0.094450145, -0.036745636, 0.018471023, 0.115913501, 0.018059839, -0.029562056, 0.053009276,
                -0.163846497, 0.091264849,
                -0.031256065, -0.132633536, 0.219226661, -0.105602220, -0.136007032, 0.227907266, -0.043861353, -0.160955402, 0.246184017, -0.007328304,
                -0.149077393, 0.223938152,
                0.054502070, -0.129549432, 0.072067422, 0.086801634, 0.039499297, -0.028952571, 0, 0, 0, 0, 0, 0,
            ],
            [
                -0.031256065, -0.132633536, 0.219226661, 0.054502070, -0.129549432, 0.072067422, -0.051568076, -0.469491397, 0.325117006, 0.129093443,
                -0.239686889, 0.159164569,
                0.094450145, -0.036745636, 0.018471023, -0.007328304, -0.149077393, 0.223938152, 0.210993299, -0.067081516, 0.040451622, -0.014877036,
                -0.529815889, 0.295142975,
            ]
        },
        {
            "gru",
            [
                0.209914197, 0.099483159, -0.112669371, 0.238263737, 0.021348753, -0.048166237, 0.434276354, -0.214273221, -0.161384347, 0.117300861,
                -0.192639600, 0.097780922,
                -0.205859179, -0.405834504, 0.211227785, -0.254707779, -0.254893112, 0.245116663, -0.194182922, -0.334555881, 0.195272359, -0.159810135,
                -0.334988954, 0.135667841,
                0.069671753, -0.054863012, 0.021142876, 0.244462643, 0, -0.099309621, 0, 0, 0, 0, 0, 0,
            ],
            [
                -0.205859179, -0.405834504, 0.211227785, 0.069671753, -0.054863012, 0.021142876, 0.238263737, 0.021348753, -0.048166237, -0.159810135,
                -0.334988954, 0.135667841
            ]
        },
    };

    [Theory, MemberData(nameof(Packed))]
    public void Sequences_of_different_lengths_are_those_of_PyTorch(string name, double[] sequences, double[] states)
    {
        Tensor x = Numbers([2, 3, 2], 7, 11, 5, 4), counts = Tensor.Create<bool>([true, true, true, true, true, false], [2, 3]);
        Bidirectional both = new(Made(name, sequences: true, returnState: true), Made(name, sequences: true, backwards: true, returnState: true));
        IReadOnlyList<Tensor> outputs = both.ApplyAll([x, counts]);
        Near.Equal(sequences, outputs[0], 1e-6, name);
        Near.Equal(states, Tensor.Concatenate([.. outputs.Skip(1).Select(state => state.Reshape([6]))]), 1e-6, "states");
        IReadOnlyList<Tensor> apart = new Bidirectional(both.Forwards, both.Backwards, MergeMode.None).ApplyAll([x, counts]);
        Near.Equal(sequences, Tensor.Concatenate([apart[0], apart[1]]), 1e-6, "apart");
        Assert.Equal(outputs.Skip(1).SelectMany(state => state.ToArray<float>()), apart.Skip(2).SelectMany(state => state.ToArray<float>()));
    }

    [Fact]
    public void Backwards_is_forwards_over_the_reversed_sequence()
    {
        Tensor x = Numbers([2, 3, 2], 7, 11, 5, 4);
        Assert.Equal(Made("lstm", true).Apply(x.Reverse(1)).ToArray<float>(), Made("lstm", true, backwards: true).Apply(x).ToArray<float>());
        Assert.Equal(Made("gru", false).Apply(x.Reverse(1)).ToArray<float>(), Made("gru", false, backwards: true).Apply(x).ToArray<float>());
    }

    [Theory]
    [InlineData("rnn")]
    [InlineData("lstm")]
    [InlineData("gru")]
    public void Steps_that_do_not_count_are_as_if_they_were_not_there(string name)
    {
        Tensor x = Numbers([1, 4, 2], 7, 11, 5, 4);
        Tensor counts = Tensor.Create<bool>([false, true, false, true], [1, 4]);
        float[] without = Made(name, true).Apply(Tensor.Concatenate([x.Slice(1, 1..2), x.Slice(1, 3..)], 1)).ToArray<float>();
        Assert.Equal(without[3..], Made(name, false).Apply([x, counts]).ToArray<float>());
        // The first step repeats the first state, zeros; the third the second.
        Assert.Equal([0, 0, 0, .. without[..3], .. without[..3], .. without[3..]], Made(name, true).Apply([x, counts]).ToArray<float>());
    }

    [Fact]
    public void First_states_go_on_where_another_run_ended()
    {
        Tensor x = Numbers([2, 4, 2], 7, 11, 5, 4);
        Tensor middle = Made("gru", false).Apply(x.Slice(1, ..2));
        Assert.Equal(Made("gru", false).Apply(x).ToArray<float>(), Made("gru", false).Apply([x.Slice(1, 2..), middle]).ToArray<float>());
    }

    [Fact]
    public void A_cell_of_ones_own_with_an_output_that_is_no_state()
    {
        RNN layer = new(new Counting()) { ReturnSequences = true };
        Tensor x = Tensor.Create<float>([1, 2, 3], [1, 3, 1]), counts = Tensor.Create<bool>([true, false, true], [1, 3]);
        Assert.Equal([2f, 6, 12], layer.Apply(x).ToArray<float>());
        Assert.Equal([2f, 2, 8], layer.Apply([x, counts]).ToArray<float>());
        Assert.Equal([2f, 0, 8], new RNN(new Counting()) { ReturnSequences = true, ZeroOutputForMask = true }.Apply([x, counts]).ToArray<float>());
    }

    [Fact]
    public void Weights_start_as_in_Keras()
    {
        LSTM lstm = new(3);
        _ = lstm.Apply(Tensor.Zeros([1, 2, 2]));
        Assert.Equal(["lstm_cell/kernel", "lstm_cell/recurrent_kernel", "lstm_cell/bias"], lstm.Parameters.Select(parameter => parameter.Name));
        Assert.Equal([0f, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0], lstm.Parameters[2].ToArray<float>());
        Tensor recurrent = lstm.Parameters[1].Value;
        Near.Equal([1, 0, 0, 0, 1, 0, 0, 0, 1], recurrent.MatMul(recurrent.Transpose(1, 0)), 1e-5, "U · Uᵀ");
    }

    [Fact]
    public void Inputs_that_do_not_fit_are_named()
    {
        Assert.Contains(
            "(batch, time, features)", Assert.Throws<ShapeException>(() => new GRU(2).Apply(Tensor.Zeros([2, 3]))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "(2, 4)",
            Assert.Throws<ShapeException>(() => new GRU(2).Apply([Tensor.Zeros([2, 4, 1]), Tensor.Zeros([2, 3], DType.Bool)])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "first states of shapes",
            Assert.Throws<ShapeException>(() => new LSTM(2).Apply([Tensor.Zeros([2, 4, 1]), Tensor.Zeros([2, 2])])).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Bidirectional(new GRU(2), new GRU(2)));
    }

    private static RNN Made(string name, bool sequences, bool backwards = false, bool returnState = false)
    {
        RNN layer = name switch
        {
            "rnn" => new SimpleRNN(3) { ReturnSequences = sequences, GoBackwards = backwards, ReturnState = returnState },
            "lstm" => new LSTM(3) { ReturnSequences = sequences, GoBackwards = backwards, ReturnState = returnState },
            _ => new GRU(3) { ReturnSequences = sequences, GoBackwards = backwards, ReturnState = returnState },
        };
        _ = layer.Apply(Tensor.Zeros([1, 1, 2]));
        foreach (Parameter parameter in layer.Parameters) { parameter.SetValues<float>(Numbers(parameter.Shape, 5, 7, 3, 5).ToArray<float>()); }
        return layer;
    }

    private static Tensor Numbers(Shape shape, int factor, int modulus, int shift, float scale) =>
        Tensor.Create<float>([.. Enumerable.Range(0, (int)shape.Size).Select(k => (k * factor % modulus - shift) / scale)], shape);

    /// <summary>Adds up its input; twice the sum is the output.</summary>
    private sealed class Counting : RnnCell
    {
        public override IReadOnlyList<Shape> StateShapes(Shape step) => [[step[1]]];

        public override (Tensor Output, IReadOnlyList<Tensor> States) Step(IReadOnlyList<Tensor> x, IReadOnlyList<Tensor> states, bool training)
        {
            Tensor sum = states[0] + x[0];
            return (sum * 2, [sum]);
        }
    }
}
