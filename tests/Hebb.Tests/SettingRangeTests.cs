using System.Text.Json.Nodes;
using Hebb.Callbacks;
using Hebb.Configuration;
using Hebb.Constraints;
using Hebb.Formats;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Optimizers;
using Hebb.Optimizers.Schedules;
using Hebb.Regularizers;
using Hebb.Tensors;

namespace Hebb.Tests;

/// <summary>Every numeric setting of the library has a range.</summary>
public sealed class SettingRangeTests
{
    [Fact]
    public void Every_numeric_setting_has_a_range() => new NumericSettings
    {
        Reports =
        [
            "BatchResult", "Finding", "ChainTerm", "ExplainedUnit", "ExplainedWeight", "Explanation", "ProgramLine", "ProgramListing", "ModelInfo",
            "EpochResult",
            "TrainingProgress", "TrainingTry", "LearningRatePoint", "LearningRateSearch", "SearchProgress", "TrialResult", "PerceptronResult",
        ],
        Signed = new()
        {
            ["Seed"] = "any number begins a sequence of its own",
            ["seed"] = "any number begins a sequence of its own",
            ["axis"] = "counts from the end",
            ["Axis"] = "counts from the end",
            ["axes"] = "counts from the end",
            ["groups"] = "-1 stands for as many groups as channels",
            ["IgnoreClass"] = "unknown classes are often -1",
            ["MaskToken"] = "a token is any number",
            ["OovToken"] = "a token is any number",
            ["maskValue"] = "what stands for nothing is often -1",
            ["FillValue"] = "a color of any scale",
            ["Baseline"] = "a metric may be negative",
            ["MinDelta"] = "its sign does not count, as in Keras",
            ["InitialValueThreshold"] = "a metric may be negative",
            ["Weight"] = "a loss that is to grow",
            ["Threshold"] = "logits are compared with any number",
            ["Mean"] = "weights are of either sign",
            ["Minimum"] = "weights are of either sign",
            ["Maximum"] = "weights are of either sign",
            ["Gain"] = "weights are of either sign",
            ["Value"] = "weights are of either sign",
            ["alpha"] = "ELU may go either way below 0",
            ["offset"] = "shifts either way",
            ["scale"] = "may mirror",
            ["beta2Decay"] = "an exponent of 0 or less",
            ["learningRatePower"] = "an exponent of 0 or less",
            ["Step"] = "only the sequence of random numbers depends on it",
            ["Low"] = "bounded by the layer that uses it",
            ["High"] = "bounded by the layer that uses it",
        },
        Any = new()
        {
            ["Constant.Value"] = "broken weights can be made on purpose",
            ["Zeros.Value"] = "a Constant",
            ["Ones.Value"] = "a Constant",
            ["Spread.Low"] = "bounded by the layer that uses it",
            ["Spread.High"] = "bounded by the layer that uses it",
        },
        Sample = (type, sample) =>
            type == typeof(Extents) ? Extents.Of([.. Enumerable.Repeat(2, Math.Min(3, sample + 1))])
            : type == typeof(Layer) ? new Dense(2)
            : type == typeof(LearningRateSchedule) ? (LearningRateSchedule)0.1
            : type == typeof(IReadOnlyList<double>) ? new[] { 1.0, 2 }
            : type == typeof(IReadOnlyDictionary<string, object>) ? new Dictionary<string, object> { ["x"] = 1 }
            : null,
    }.Check(typeof(Tensor).Assembly, least: 400);

    /// <summary>A file is refused by its name and the key.</summary>
    [Fact]
    public void A_setting_out_of_range_in_a_file_is_refused_by_its_key()
    {
        int refused = CheckFiles(Loss.Kinds) + CheckFiles(Metric.Kinds) + CheckFiles(Optimizer.Kinds) + CheckFiles(Initializer.Kinds)
            + CheckFiles(Regularizer.Kinds) + CheckFiles(Constraint.Kinds);
        Assert.True(refused > 60, $"only {refused} settings were refused");

        FileFormatException error = Assert.Throws<FileFormatException>(() => Layer.Kinds.Read(
            JsonNode.Parse("""{"module": "keras.layers", "class_name": "LSTM", "config": {"units": 2, "dropout": 1.5}}"""), new("m.keras", "layers[1]")));
        Assert.Contains("m.keras", error.Message, StringComparison.Ordinal);
        Assert.Contains("\"dropout\": Dropout must be from 0 to below 1, but is 1.5.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_refused_says_the_range()
    {
        Says("Dropout must be from 0 to below 1, but is 1", () => new LSTM(2) { Dropout = 1 });
        Says("RecurrentDropout must be from 0 to below 1, but is -1", () => new GRU(2) { RecurrentDropout = -1 });
        Says("Momentum must be from 0 to 1, but is 1.5", () => new BatchNormalization { Momentum = 1.5 });
        Says("Epsilon must be a finite number, 0 or more, but is -10", () => new LayerNormalization { Epsilon = -10 });
        Says("LabelSmoothing must be from 0 to 1, but is 1.1", () => new BinaryCrossentropy { LabelSmoothing = 1.1 });
        Says("LabelSmoothing must be from 0 to 1, but is -0.1", () => new CategoricalCrossentropy { LabelSmoothing = -0.1 });
        Says("Delta must be a finite number above 0, but is -1", () => new Huber(-1));
        Says("Alpha must be a finite number, 0 or more, but is -1", () => new Tversky(-1, -1));
        Says("Alpha must be from 0 to 1, but is 2", () => new BinaryFocalCrossentropy { Alpha = 2 });
        Says("Gamma must be a finite number, 0 or more, but is -1", () => new BinaryFocalCrossentropy(-1));
        Says("Delta must be a finite number above 0, but is NaN", () => new Huber() with { Delta = double.NaN });
        Says("BatchSize must be 1 or more, but is 0", () => new FitOptions { BatchSize = 0 });
        Says("ValidationSplit must be from 0 to below 1, but is 1", () => new FitOptions { ValidationSplit = 1 });
        Says("Patience must be 0 or more, but is -1", () => new EarlyStopping { Patience = -1 });
        Says("rho is the share", () => new RMSprop(rho: 2));

        static void Says(string text, Func<object> make) =>
            Assert.Contains(text, Assert.ThrowsAny<ArgumentException>(make).Message, StringComparison.Ordinal);
    }

    private static int CheckFiles<T>(KindTable<T> table) where T : class
    {
        int refused = 0;
        foreach (T item in table.Defaults())
        {
            if (table.Of(item) is not { } kind) { continue; } // one of another name
            JsonNode written = JsonNode.Parse(table.WriteSettings(kind, item).ToJsonString())!;
            foreach (string key in written["config"]!.AsObject().Where(setting => IsNumber(setting.Value)).Select(setting => setting.Key))
            {
                foreach (string number in (string[])["-1e300", "-2", "1e300"])
                {
                    JsonNode changed = written.DeepClone();
                    changed["config"]![key] = JsonNode.Parse(number);
                    try { table.Read(changed, new("m.keras", "config")); }
                    catch (FileFormatException error)
                    {
                        refused++;
                        Assert.Contains("m.keras", error.Message, StringComparison.Ordinal);
                        bool isNamed = ((string[])[$"\"{key}\"", $"{key} ="]).Any(name => error.Message.Contains(name, StringComparison.Ordinal));
                        // A largest value below the smallest is the fault of either.
                        Assert.True(isNamed || key == "min_value", $"{item.GetType().Name}.{key} = {number}: {error.Message}");
                    }
                }
            }
        }

        return refused;
    }

    private static bool IsNumber(JsonNode? node) => node is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.Number;
}
