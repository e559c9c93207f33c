using Hebb.Datasets;
using Hebb.Initializers;
using Hebb.Keras;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Keras;

/// <summary>Layers that are frozen inside others stay so in files. Losses and counts of Keras 3.15.1.</summary>
public sealed class FrozenInFilesTests
{
    private static readonly Initializer s_kernel = Initializer.Constant(0.3), s_recurrent = Initializer.Constant(0.4);

    public static TheoryData<string, int, int, double[]> Cases => new()
    {
        { "TimeDistributed(BatchNormalization)", 2, 4, [0.95063, 0.112405, 0.013632] },
        { "TimeDistributed(Dense)", 2, 2, [0.967896, 0.639581, 0.423305] },
        { "Bidirectional(LSTM)", 2, 6, [0.999027, 0.998937, 0.998862] },
        { "RNN(GRUCell)", 2, 3, [1.006038, 1.005755, 1.005515] },
        { "RNN(StackedRNNCells)", 5, 3, [0.999665, 0.999664, 0.999664] },
        { "SpectralNormalization(Dense)", 2, 3, [1.006319, 0.997095, 0.987986] },
    };

    [Theory, MemberData(nameof(Cases))]
    public void A_frozen_layer_inside_another_stays_frozen(string name, int trained, int frozen, double[] losses)
    {
        bool images = name.StartsWith("TimeDistributed", StringComparison.Ordinal);
        RowShape row = images ? [3, 5, 2] : [3, 2];
        Input input = new(row);
        Node hidden = Make(name).Apply(input);
        if (hidden.RowShape.Rank > 1) { hidden = new Flatten().Apply(hidden); }
        Model model = new([input], [new Dense(1) { KernelInitializer = Initializer.Constant(0.1) }.Apply(hidden)]);
        using MemoryStream stream = new();
        ModelFile.Save(model, stream);
        stream.Position = 0;
        Model read = ModelFile.Load(stream);
        Assert.Equal(trained, read.TrainableParameters.Count);
        Assert.Equal(trained + frozen, read.Parameters.Count);
        read.Compile(new SGD(0.05), Loss.MeanSquaredError);
        int size = images ? 60 : 12;
        Tensor x = Tensor.Create([.. Enumerable.Range(0, size).Select(i => (float)Math.Sin(i))], images ? [2, 3, 5, 2] : [2, 3, 2]);
        Tensor y = Tensor.Create(new[,] { { 1f }, { -1f } });
        Near.Equal(losses, [.. losses.Select(_ => (double)read.TrainOnBatch(new Batch(x, y)))], 1e-5);
    }

    [Fact]
    public void A_wrapper_that_is_frozen_freezes_what_it_wraps()
    {
        Sequential model = new([new Input([3, 2]), new TimeDistributed(new Dense(2)) { Trainable = false }]);
        using MemoryStream stream = new();
        ModelFile.Save(model, stream);
        stream.Position = 0;
        Assert.Empty(ModelFile.Load(stream).TrainableParameters);
    }

    private static Layer Make(string name) => name switch
    {
        "TimeDistributed(BatchNormalization)" => new TimeDistributed(new BatchNormalization { Momentum = 0.6, Trainable = false }),
        "TimeDistributed(Dense)" => new TimeDistributed(new Dense(2) { KernelInitializer = s_kernel, Trainable = false }),
        "Bidirectional(LSTM)" => new Bidirectional(
            new LSTM(2) { KernelInitializer = s_kernel, RecurrentInitializer = s_recurrent, Trainable = false },
            new LSTM(2) { KernelInitializer = s_kernel, RecurrentInitializer = s_recurrent, GoBackwards = true, Trainable = false }),
        "RNN(GRUCell)" => new RNN(Cell(frozen: true)),
        "RNN(StackedRNNCells)" => new RNN(new StackedRNNCells(Cell(frozen: true), Cell(frozen: false))),
        _ => new SpectralNormalization(new Dense(2) { KernelInitializer = s_kernel, Trainable = false }),
    };

    private static GRUCell Cell(bool frozen) => new(2) { KernelInitializer = s_kernel, RecurrentInitializer = s_recurrent, Trainable = !frozen };
}
