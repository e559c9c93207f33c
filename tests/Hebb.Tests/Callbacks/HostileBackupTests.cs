using System.Text;
using System.Text.Json.Nodes;
using Hebb.Callbacks;
using Hebb.Formats;
using Hebb.Formats.Zip;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Callbacks;

/// <summary>Backups with sound checksums and damaged contents are refused as a whole: the model stays as it was, and the older backup serves.</summary>
public sealed class HostileBackupTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hostile").FullName;

    public void Dispose()
    {
        if (Directory.Exists(_folder)) { Directory.Delete(_folder, recursive: true); } // a training deletes it at its end
    }

    [Theory]
    [InlineData("b01-k0")]
    [InlineData("b02-k1")]
    [InlineData("b03-k1")]
    [InlineData("b05-k1")]
    [InlineData("b07-k0")]
    [InlineData("b10-k1")]
    [InlineData("b11-k0")]
    [InlineData("b13-k0")]
    [InlineData("b15-k1")]
    public void A_damaged_backup_changes_nothing(string file)
    {
        File.Copy(SharedData.Fixture($"hostile/{file}.backup"), At("000000003-000000000.backup"));
        Sequential model = Model(file.EndsWith("k1", StringComparison.Ordinal));
        float[] before = Weights(model);
        Assert.Throws<FileFormatException>(() => Fit(model, 4));
        Assert.Equal(before, Weights(model));
    }

    [Theory]
    [InlineData("epoch", "-1")]
    [InlineData("epoch", "2000000000")]
    [InlineData("epoch", "1.5")]
    [InlineData("train_steps", "-1")]
    [InlineData("test_steps", "null")]
    [InlineData("rows", "\"many\"")]
    [InlineData("optimizers", "[]")]
    [InlineData("optimizers", "[{\"iterations\": -5}]")]
    [InlineData("callbacks", "{}")]
    [InlineData("history", "null")]
    [InlineData("stop_reason", "3")]
    [InlineData("setup", "[]")]
    public void When_the_newest_is_damaged_the_older_serves_and_the_result_is_the_same(string key, string value)
    {
        TheOlderServes(text => text[key] = JsonNode.Parse(value));
    }

    /// <summary>A setup that no training can have does not tell another training.</summary>
    [Theory]
    [InlineData("rows", "{}")]
    [InlineData("rows", "-1")]
    [InlineData("rows", "30.5")]
    [InlineData("batch_size", "1.5")]
    [InlineData("batch_size", "null")]
    [InlineData("batch_size", "\"8\"")]
    [InlineData("steps_per_epoch", "[]")]
    [InlineData("initial_epoch", "false")]
    [InlineData("validation_frequency", "99999999999999999999")]
    [InlineData("seed", "null")]
    [InlineData("seed", "\"0\"")]
    [InlineData("shuffle", "1")]
    [InlineData("drop_remainder", "null")]
    [InlineData("weights", "[null]")]
    [InlineData("weights", "null")]
    [InlineData("optimizers", "\"SGD\"")]
    [InlineData("columns", "[1]")]
    [InlineData("callbacks", "{}")]
    [InlineData("command", "[]")]
    [InlineData("command", "{\"--epochs\": 3}")]
    public void A_setup_of_wrong_types_is_damage(string key, string value) => TheOlderServes(text => text["setup"]![key] = JsonNode.Parse(value));

    [Theory]
    [InlineData("batch_size", "batchsize")]
    [InlineData("rows", "Rows")]
    [InlineData("seed", "")]
    public void A_setup_with_a_renamed_key_is_damage(string key, string name) => TheOlderServes(text =>
    {
        JsonObject setup = text["setup"]!.AsObject();
        JsonNode? value = setup[key];
        setup.Remove(key);
        setup[name] = value;
    });

    [Theory]
    [InlineData("rows", "31")]
    [InlineData("rows", "null")]
    [InlineData("batch_size", "16")]
    [InlineData("steps_per_epoch", "3")]
    [InlineData("seed", "-1")]
    [InlineData("shuffle", "false")]
    [InlineData("weights", "[]")]
    [InlineData("columns", "[\"loss\", \"accuracy\"]")]
    [InlineData("command", "{\"--epochs\": \"3\"}")]
    public void A_setup_of_another_training_is_refused(string key, string value)
    {
        Fit(Model(true), 3, keep: true);
        Change(text => text["setup"]![key] = JsonNode.Parse(value));
        string message = Assert.Throws<OtherTrainingException>(() => Fit(Model(true), 4)).Message;
        Assert.Contains("belongs to another training", message, StringComparison.Ordinal);
    }

    /// <summary>A kill within a save leaves its temporary file; nothing of it stays behind when the training has come to its end.</summary>
    [Fact]
    public void What_a_killed_save_leaves_is_gone_at_the_end()
    {
        Fit(Model(true), 3, keep: true);
        string left = At($".hebb-{Guid.NewGuid():N}.tmp");
        File.WriteAllText(left, "half");
        Fit(Model(true), 3); // nothing is left to be learned, so that nothing is saved either
        Assert.False(Directory.Exists(_folder));
    }

    [Fact]
    public void A_callback_that_refuses_its_state_leaves_the_others_as_they_were()
    {
        Counter first = new() { Count = 7 }, second = new() { Count = 9 };
        CallbackState good = new([new("count", 3)], null), bad = new([new("count", -1)], null);
        Assert.Throws<FileFormatException>(() => CallbackState.SetAll([(first, good), (second, bad)]));
        Assert.Equal((7, 9), (first.Count, second.Count));
        CallbackState.SetAll([(first, good), (second, good)]);
        Assert.Equal((3, 3), (first.Count, second.Count));
    }

    /// <summary>With the newest backup changed, training continues from the one before to the same weights.</summary>
    private void TheOlderServes(Action<JsonNode> damage)
    {
        Sequential whole = Model(true);
        Fit(whole, 4, folder: "other");
        Fit(Model(true), 3, keep: true);
        Change(damage);
        Sequential resumed = Model(true);
        BackupAndRestore backup = Fit(resumed, 4);
        Assert.Contains("A backup is damaged and was skipped", backup.Message, StringComparison.Ordinal);
        Assert.Contains("after epoch 2", backup.Message, StringComparison.Ordinal);
        Assert.Equal(Weights(whole), Weights(resumed));
    }

    private void Change(Action<JsonNode> change)
    {
        string newest = Directory.GetFiles(_folder, "*.backup").Order(StringComparer.Ordinal).Last();
        ZipReader zip = new(ByteSource.Of(File.ReadAllBytes(newest)), "backup");
        JsonNode text = JsonNode.Parse(zip.Read("training.json").Span)!;
        change(text);
        using FileStream stream = File.Create(newest);
        ZipWriter changed = new(stream);
        changed.Add("training.json", [Encoding.UTF8.GetBytes(text.ToJsonString())]);
        changed.Add("arrays.safetensors", [zip.Read("arrays.safetensors")]);
        changed.Finish();
    }

    private string At(string name) => Path.Combine(_folder, name);

    private BackupAndRestore Fit(Sequential model, int epochs, bool keep = false, string? folder = null)
    {
        BackupAndRestore backup = new(folder is null ? _folder : At(folder)) { DeleteCheckpoint = !keep };
        Tensor x = Tensor.Create([.. Enumerable.Range(0, 90).Select(i => MathF.Sin(i))], [30, 3]), y = x.Sum(-1, keepDims: true);
        model.Fit((x, y), new()
        {
            Epochs = epochs,
            BatchSize = 8,
            Validation = (x, y),
            Callbacks = [new EarlyStopping { Patience = 9, RestoreBestWeights = true }, new ReduceLROnPlateau { Patience = 9 }, backup],
        });
        return backup;
    }

    private static Sequential Model(bool normalizes)
    {
        Sequential model = new([new Input([3]), new Dense(4), .. normalizes ? [new BatchNormalization()] : Array.Empty<Layer>(), new Dense(1)]) { Seed = 0 };
        model.Compile(normalizes ? new SGD(0.01, momentum: 0.9) : new Adam(0.01), Loss.MeanSquaredError);
        return model;
    }

    private static float[] Weights(Model model) => [.. model.GetWeights().SelectMany(weight => weight.ToArray<float>())];

    private sealed class Counter : Callback
    {
        public int Count { get; set; }

        protected override void Remember(CallbackState state) => Count = state.Count("count", Count);
    }
}
