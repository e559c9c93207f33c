using Hebb.Callbacks;
using Hebb.Keras;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Optimizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Callbacks;

/// <summary>What the log does to files that are there; its lines are tested with the other callbacks.</summary>
public sealed class CSVLoggerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hebb-log-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_older_log_stays_if_training_cannot_begin()
    {
        string log = Path.Combine(_folder, "log.csv");
        File.WriteAllText(log, "of another training");
        Assert.Throws<ArgumentException>(() => Fit(new CSVLogger(log), new ModelCheckpoint(Path.Combine(_folder, "m.onnx"))));
        Assert.Equal("of another training", File.ReadAllText(log));
        Fit(new CSVLogger(log));
        Assert.StartsWith("epoch,loss,learning_rate\n1,", File.ReadAllText(log), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("absent/log.csv")]
    [InlineData("folder")]
    public void A_place_that_cannot_be_written_is_an_error_before_training_begins(string name)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "folder"));
        Assert.ThrowsAny<IOException>(() => Fit(new CSVLogger(Path.Combine(_folder, name))));
    }

    private static void Fit(params Callback[] callbacks)
    {
        Sequential model = new([new Input([1]), new Dense(1)]);
        model.Compile(new SGD(), Loss.MeanSquaredError);
        try
        {
            model.Fit(Tensor.Ones([2, 1]), Tensor.Ones([2, 1]), new() { Callbacks = callbacks });
        }
        catch
        {
            Assert.Equal(0, model.Optimizer!.Iterations);
            throw;
        }
    }
}
