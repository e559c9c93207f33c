using System.Security.Cryptography;
using Hebb.Activations;
using Hebb.Datasets;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;

namespace Hebb.Tests.Graphs;

/// <summary>Same seed, same bits: for any number of threads and any width of vectors.</summary>
public sealed class DeterminismTests
{
    [Fact]
    [Trait("Speed", "Slow")]
    public void Weights_after_five_epochs_are_the_same_bits_for_any_number_of_threads()
    {
        int before = Compute.Threads;
        try
        {
            string[] hashes = [.. new[] { 1, 2, 3, 4, 8 }.Select(threads =>
            {
                Compute.Threads = threads;
                return TrainedHash();
            })];
            Assert.Single(hashes.Distinct());
        }
        finally
        {
            Compute.Threads = before;
        }
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "0")]
    [InlineData("DOTNET_TieredCompilation", "0")]
    [Trait("Speed", "Slow")]
    public void Weights_are_the_same_bits_in_a_process_with_other_vectors(string variable, string value)
    {
        string hash = TrainedHash();
        Assert.Equal(64, hash.Length);
        Assert.Equal([hash], OtherProcess.Run(nameof(DeterminismTests), variable, value));
    }

    /// <summary>A hash of the weights of <see cref="Trained"/>.</summary>
    internal static string TrainedHash()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Parameter parameter in Trained().SelectMany(model => model.Parameters))
        {
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(parameter.ToArray<float>()));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>A network of every kind, each after some epochs.</summary>
    private static IEnumerable<Model> Trained()
    {
        Sequential dense = new(
            [new Dense(160, Activation.Tanh), new BatchNormalization(), new Dropout(0.2), new Dense(96, Activation.Relu), new Dense(3, Activation.Softmax)])
        {
            Seed = 5,
        };
        dense.Compile(new Adam(0.002), Loss.SparseCategoricalCrossentropy);
        Tensor x = Tensor.RandomUniform([700, 37], RandomKey.FromSeed(1), -1, 1);
        Tensor y = ((x.Slice(1, 0..1) + x.Slice(1, 1..2)) * 1.49 + 1.5).Clip(0, 2.9).Cast(DType.Int32);
        dense.Fit(Dataset.From(x, y), new() { Epochs = 5, BatchSize = 128 });
        yield return dense;
        yield return After(
            2, [40, 15, 13, 3], new Conv2D(20, 3) { Padding = Padding.Same }, new BatchNormalization(), new Hebb.Layers.ReLU(), new MaxPooling2D(),
            new Conv2D(36, 3, Activation.Relu) { Strides = 2 },
            new DepthwiseConv2D(2), new GlobalAveragePooling2D());
        yield return After(
            2,
            [40, 19, 7],
            new Bidirectional(
                new LSTM(20) { ReturnSequences = true, Dropout = 0.2 }, new LSTM(20) { ReturnSequences = true, GoBackwards = true, RecurrentDropout = 0.2 }),
            new GRU(33));
        yield return After(
            2,
            [24, 17, 24],
            new SinePositionEncodingAdded(),
            new TransformerEncoder(48, 4) { Dropout = 0.1 },
            new TransformerEncoder(40, 2) { Activation = Activation.Gelu(), NormalizeFirst = true },
            new GlobalMaxPooling1D());
        yield return After(
            2,
            [40, 12, 11, 3],
            new RandomFlip(),
            new RandomRotation(0.1),
            new RandomZoom(0.2),
            new RandomTranslation(0.1, 0.2) { FillMode = FillMode.Wrap },
            new RandomContrast(0.2) { ValueRange = (-2, 2) },
            new RandomBrightness(0.1) { ValueRange = (-2, 2) },
            new RandomErasing { ValueRange = (-1, 1) },
            new RandomCrop(10, 9),
            new SpectralNormalization(new Conv2D(18, 3)),
            new GlobalAveragePooling2D());
        yield return After(2, [24, 70, 1], new STFTSpectrogram { FrameLength = 16 }, new GlobalAveragePooling1D());
        Sequential speller = new([new LSTM(20) { ReturnSequences = true }, new Dense(6)]) { Seed = 7 };
        speller.Compile(new Adam(0.002), Loss.CTC);
        speller.Fit(
            Dataset.From(
                Tensor.RandomUniform([40, 19, 7], RandomKey.FromSeed(4), -1, 1),
                Tensor.RandomUniform([40, 5], RandomKey.FromSeed(5), 0, 5.999).Cast(DType.Int32)),
            new() { Epochs = 2, BatchSize = 16 });
        yield return speller;
    }

    private static Sequential After(int epochs, Shape shape, params Layer[] layers)
    {
        Sequential model = new([.. layers, new Dropout(0.3), new Dense(3, Activation.Softmax)]) { Seed = 6 };
        model.Compile(new Adam(0.002), Loss.SparseCategoricalCrossentropy);
        Tensor x = Tensor.RandomUniform(shape, RandomKey.FromSeed(2), -1, 1);
        Tensor y = Tensor.RandomUniform([shape[0], 1], RandomKey.FromSeed(3), 0, 2.999).Cast(DType.Int32);
        model.Fit(Dataset.From(x, y), new() { Epochs = epochs, BatchSize = 16 });
        return model;
    }

    /// <summary>Positions added to what comes in.</summary>
    private sealed class SinePositionEncodingAdded : Layer
    {
        private readonly SinePositionEncoding _positions = new();

        protected override Tensor Forward(Tensor x, bool training) => x + _positions.Apply(x, training);
    }
}
