using System.Text.Json.Nodes;
using Hebb.Optimizers.Schedules;

namespace Hebb.Keras;

/// <summary>Learning-rate schedules in files, as Keras writes them; those that only Hebb has stand under its own name.</summary>
internal static class ScheduleConfig
{
    private const string KerasModule = "keras.optimizers.schedules", OwnModule = "hebb";

    /// <summary>The schedule of an object with a class name.</summary>
    public static LearningRateSchedule Read(JsonObject node, ConfigSource source)
    {
        bool own = node["module"] is JsonValue module && module.TryGetValue(out string? text) && text == OwnModule;
        string name = own ? ConfigJson.String(node["class_name"], source, "class_name") : ConfigJson.ClassName(node, source);
        LayerConfig c = ConfigJson.Settings(node, source);
        return (own, KnownNames.Key(name)) switch
        {
            (false, "exponentialdecay") => new ExponentialDecay(First(), c.Number("decay_steps"), c.Number("decay_rate")) { Staircase = c.Flag("staircase", false) },
            (false, "inversetimedecay") => new InverseTimeDecay(First(), c.Number("decay_steps"), c.Number("decay_rate")) { Staircase = c.Flag("staircase", false) },
            (false, "polynomialdecay") => new PolynomialDecay(First(), c.Number("decay_steps"), c.Number("end_learning_rate", 0.0001), c.Number("power", 1)) { Cycle = c.Flag("cycle", false) },
            (false, "piecewiseconstantdecay") => new PiecewiseConstantDecay(Numbers("boundaries"), Numbers("values")),
            (false, "cosinedecay") => new CosineDecay(First(), c.Number("decay_steps"), c.Number("alpha", 0))
            {
                WarmupTarget = c.NumberOrNull("warmup_target"),
                WarmupSteps = c.Number("warmup_steps", 0),
            },
            (false, "cosinedecayrestarts") => new CosineDecayRestarts(First(), c.Number("first_decay_steps"), c.Number("t_mul", 2), c.Number("m_mul", 1), c.Number("alpha", 0)),
            (true, "linearwarmup") => new LinearWarmup(c.Int64("warmup_steps"), c.Json["then"] is JsonObject then ? Read(then, source) : c.Number("then"), First()),
            (true, "onecycle") => new OneCycle(c.Number("max_learning_rate"), c.Int64("total_steps"), c.Number("rise_share"), c.Number("start_divisor"), c.Number("end_divisor")),
            _ => throw source.Error($"found the learning-rate schedule {ConfigSource.Short(node["class_name"])}, which is unknown. Load the model with Compile = false and compile it yourself."),
        };

        double First() => c.Number("initial_learning_rate");
        double[] Numbers(string key) => [.. ConfigJson.List(c.Json[key], source, key)
            .Select(item => item is JsonValue value && value.TryGetValue(out double number) ? number : throw source.Error($"found {ConfigSource.Short(item)} in {key}; expected numbers."))];
    }

    /// <summary>The schedule as Keras writes it.</summary>
    public static JsonObject Write(LearningRateSchedule schedule) => schedule switch
    {
        ExponentialDecay s => Keras("ExponentialDecay", new()
        {
            ["initial_learning_rate"] = ConfigJson.Float(s.InitialLearningRate),
            ["decay_steps"] = s.DecaySteps,
            ["decay_rate"] = ConfigJson.Float(s.DecayRate),
            ["staircase"] = s.Staircase,
            ["name"] = "ExponentialDecay",
        }),
        InverseTimeDecay s => Keras("InverseTimeDecay", new()
        {
            ["initial_learning_rate"] = ConfigJson.Float(s.InitialLearningRate),
            ["decay_steps"] = s.DecaySteps,
            ["decay_rate"] = ConfigJson.Float(s.DecayRate),
            ["staircase"] = s.Staircase,
            ["name"] = "InverseTimeDecay",
        }),
        PolynomialDecay s => Keras("PolynomialDecay", new()
        {
            ["initial_learning_rate"] = ConfigJson.Float(s.InitialLearningRate),
            ["decay_steps"] = s.DecaySteps,
            ["end_learning_rate"] = ConfigJson.Float(s.EndLearningRate),
            ["power"] = s.Power,
            ["cycle"] = s.Cycle,
            ["name"] = "PolynomialDecay",
        }),
        PiecewiseConstantDecay s => Keras("PiecewiseConstantDecay", new() { ["boundaries"] = new JsonArray([.. s.Boundaries.Select(step => (JsonNode)step)]), ["values"] = List(s.Values), ["name"] = "PiecewiseConstant" }),
        CosineDecay s => Keras("CosineDecay", new()
        {
            ["initial_learning_rate"] = ConfigJson.Float(s.InitialLearningRate),
            ["decay_steps"] = s.DecaySteps,
            ["alpha"] = s.Alpha,
            ["name"] = "CosineDecay",
            ["warmup_target"] = s.WarmupTarget is { } target ? ConfigJson.Float(target) : null,
            ["warmup_steps"] = s.WarmupSteps,
        }),
        CosineDecayRestarts s => Keras("CosineDecayRestarts", new()
        {
            ["initial_learning_rate"] = ConfigJson.Float(s.InitialLearningRate),
            ["first_decay_steps"] = s.FirstDecaySteps,
            ["t_mul"] = s.TMul,
            ["m_mul"] = s.MMul,
            ["alpha"] = s.Alpha,
            ["name"] = "SGDRDecay",
        }),
        LinearWarmup s => Own("LinearWarmup", new()
        {
            ["initial_learning_rate"] = ConfigJson.Float(s.InitialLearningRate),
            ["warmup_steps"] = s.WarmupSteps,
            ["then"] = s.Then is ConstantRate ? ConfigJson.Float(s.Then.At(0)) : Write(s.Then),
        }),
        OneCycle s => Own("OneCycle", new()
        {
            ["max_learning_rate"] = ConfigJson.Float(s.MaxLearningRate),
            ["total_steps"] = s.TotalSteps,
            ["rise_share"] = s.RiseShare,
            ["start_divisor"] = s.StartDivisor,
            ["end_divisor"] = s.EndDivisor,
        }),
        _ => throw new InvalidOperationException(
            $"The learning-rate schedule {schedule.GetType().Name} cannot be written to a file: save with new SaveOptions {{ IncludeTraining = false }}."),
    };

    private static JsonObject Keras(string className, JsonObject config) => ConfigJson.Typed(KerasModule, className, config);

    private static JsonObject Own(string className, JsonObject config) => ConfigJson.Typed(OwnModule, className, config, $"{OwnModule}>{className}");

    private static JsonArray List(IEnumerable<double> values) => new([.. values.Select(ConfigJson.Float)]);
}
