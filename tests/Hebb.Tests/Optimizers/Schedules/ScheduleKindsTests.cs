using System.Text.Json.Nodes;
using Hebb.Configuration;
using Hebb.Formats;
using Hebb.Optimizers;
using Hebb.Optimizers.Schedules;

namespace Hebb.Tests.Optimizers.Schedules;

/// <summary>Schedules in the form of Keras' serialize_keras_object.</summary>
public sealed class ScheduleKindsTests
{
    private static readonly ConfigSource s_source = new("file.keras", "training");

    public static TheoryData<LearningRateSchedule> Schedules() => [
        new ExponentialDecay(0.1, 7, 0.9), new ExponentialDecay(0.1, 7.5, 0.9) { Staircase = true }, new StepDecay(0.1, 5), new InverseTimeDecay(0.1, 3, 0.5),
        new InverseTimeDecay(0.1, 3, 0.5) { Staircase = true }, new PolynomialDecay(0.1, 9, 0.01, 2), new PolynomialDecay(0.1, 9) { Cycle = true },
        new PiecewiseConstantDecay([3, 8], [0.1, 0.05, 0.01]), new CosineDecay(0.1, 9, 0.2), new CosineDecay(0, 9) { WarmupTarget = 0.3, WarmupSteps = 4 },
        new CosineDecayRestarts(0.1, 4, 1.5, 0.8, 0.1),
        new LinearWarmup(3, 0.2),
        new LinearWarmup(3, new StepDecay(0.1, 2), 0.05),
        new OneCycle(0.5, 15, 0.4, 10, 100)];

    [Theory]
    [MemberData(nameof(Schedules))]
    public void What_is_written_is_read(LearningRateSchedule schedule)
    {
        JsonNode json = Optimizer.Kinds.Write(new SGD(schedule));
        Optimizer optimizer = Optimizer.Kinds.Read(JsonNode.Parse(json.ToJsonString()), s_source);
        for (int step = 0; step < 25; step++) { Assert.Equal(schedule.At(step), optimizer.Schedule!.At(step)); }
    }

    [Fact]
    public void Keras_form_is_written()
    {
        Assert.Equal(
            """{"module":"keras.optimizers.schedules","class_name":"ExponentialDecay","config":{"initial_learning_rate":0.1,"decay_steps":"""
            + """1000,"decay_rate":0.96,"staircase":true,"name":"ExponentialDecay"},"registered_name":null}""",
            LearningRateSchedule.Kinds.Write(new ExponentialDecay(0.1, 1000, 0.96) { Staircase = true }).ToJsonString());
    }

    [Fact]
    public void Whole_rates_are_written_as_fractions()
    {
        // Keras 3 refuses a learning_rate that is no float, and a schedule of an int computes in ints.
        Assert.Equal("1.0", Optimizer.Kinds.Write(new Adadelta(1))["config"]!["learning_rate"]!.ToJsonString());
        Assert.Contains(
            "\"boundaries\":[10],\"values\":[1.0,0.5]",
            LearningRateSchedule.Kinds.Write(new PiecewiseConstantDecay([10], [1, 0.5])).ToJsonString(),
            StringComparison.Ordinal);
        Assert.Contains(
            "\"initial_learning_rate\":2.0,\"decay_steps\":10,",
            LearningRateSchedule.Kinds.Write(new CosineDecay(2, 10)).ToJsonString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Keras_form_is_read()
    {
        JsonNode json = JsonNode.Parse("""
            {"module": "keras.optimizers", "class_name": "SGD", "registered_name": null, "config":
             {"name": "SGD", "weight_decay": null, "use_ema": false, "momentum": 0.0, "learning_rate":
             {"module": "keras.optimizers.schedules", "class_name": "CosineDecay", "registered_name": null, "config":
              {"initial_learning_rate": 0.0, "decay_steps": 1000, "alpha": 0.0, "name": "CosineDecay", "warmup_target": 0.1, "warmup_steps": 100}}}}
            """)!;
        Optimizer optimizer = Optimizer.Kinds.Read(json, s_source);
        Near.Equal([0, 0.05, 0.1, 0.05, 0], [.. ((long[])[0, 50, 100, 600, 1100]).Select(optimizer.Schedule!.At)], 1e-15);
    }

    [Theory]
    [InlineData("""{"class_name": "NoamDecay", "config": {}}""", "NoamDecay")]
    [InlineData("""{"module": "os", "class_name": "ExponentialDecay", "config": {}}""", "not part of Keras")]
    [InlineData("""{"class_name": "ExponentialDecay", "config": {"initial_learning_rate": 0.1, "decay_rate": 0.5}}""", "decay_steps is missing")]
    [InlineData("""{"class_name": "ExponentialDecay", "config": {"initial_learning_rate": 0.1, "decay_rate": 0.5, "decay_steps": 0}}""", "above 0")]
    [InlineData("""{"class_name": "PiecewiseConstantDecay", "config": {"boundaries": [1], "values": [0.1]}}""", "2 pieces")]
    public void Impossible_schedules_are_refused(string schedule, string expected)
    {
        JsonObject json = new() { ["class_name"] = "SGD", ["config"] = new JsonObject { ["learning_rate"] = JsonNode.Parse(schedule) } };
        Assert.Contains(expected, Assert.Throws<FileFormatException>(() => Optimizer.Kinds.Read(json, s_source)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schedule_of_ones_own_cannot_be_written()
    {
        string message = Assert.Throws<InvalidOperationException>(() => Optimizer.Kinds.Write(new SGD(new Own()))).Message;
        Assert.Contains("Own", message, StringComparison.Ordinal);
    }

    private sealed class Own : LearningRateSchedule
    {
        public override double At(long step) => 1.0 / (step + 1);
    }
}
