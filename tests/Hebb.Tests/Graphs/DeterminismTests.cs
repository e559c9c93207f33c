using System.Diagnostics;
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
    public void Weights_are_the_same_bits_in_a_process_with_other_vectors(string variable, string value)
    {
        ProcessStartInfo start = new("dotnet", ["vstest", typeof(DeterminismTests).Assembly.Location, $"--Tests:{typeof(DeterminismTests).FullName}.{nameof(Print_the_hash)}"])
        { RedirectStandardOutput = true };
        string file = Path.GetTempFileName();
        start.Environment[variable] = value;
        start.Environment["HEBB_HASH_FILE"] = file;
        using (Process process = Process.Start(start)!)
        {
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
        }

        string other = File.ReadAllText(file);
        File.Delete(file);
        Assert.Equal(TrainedHash(), other);
    }

    /// <summary>The other side of the test above: writes the hash to the file it is told.</summary>
    [Fact]
    public void Print_the_hash()
    {
        string hash = TrainedHash();
        Assert.Equal(64, hash.Length);
        if (Environment.GetEnvironmentVariable("HEBB_HASH_FILE") is { } file) { File.WriteAllText(file, hash); }
    }

    private static string TrainedHash()
    {
        Sequential model = new([new Dense(160, Activation.Tanh), new BatchNormalization(), new Dropout(0.2), new Dense(96, Activation.Relu), new Dense(3, Activation.Softmax)]) { Seed = 5 };
        model.Compile(new Adam(0.002), Loss.SparseCategoricalCrossentropy);
        Tensor x = Tensor.RandomUniform([700, 37], RandomKey.FromSeed(1), -1, 1);
        Tensor y = ((x.Slice(1, 0..1) + x.Slice(1, 1..2)) * 1.49 + 1.5).Clip(0, 2.9).Cast(DType.Int32);
        model.Fit(Dataset.From(x, y), new() { Epochs = 5, BatchSize = 128 });
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Parameter parameter in model.Parameters) { hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(parameter.ToArray<float>())); }
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
