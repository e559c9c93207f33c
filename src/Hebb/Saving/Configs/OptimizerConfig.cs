using System.Text.Json.Nodes;
using Hebb.Optimizers;
using Hebb.Optimizers.Schedules;

namespace Hebb.Saving.Configs;

/// <summary>Optimizers in files.</summary>
internal static class OptimizerConfig
{
    /// <summary>The optimizer.</summary>
    public static Optimizer Read(JsonNode? node, ConfigSource source)
    {
        string name = node is JsonObject item ? ConfigJson.ClassName(item, source) : ConfigJson.String(node, source, "optimizer");
        LayerConfig c = ConfigJson.Settings(node, source);
        c.Refuse("loss_scale_factor");
        if (c.Number("decay", 0) != 0) { c.Refuse("decay"); }
        string kind = KnownNames.Key(name);
        try
        {
            LearningRateSchedule rate = c.Json["learning_rate"] is JsonObject schedule
                ? ScheduleConfig.Read(schedule, source)
                : c.NumberOrNull("learning_rate") ?? c.Number("lr", kind == "sgd" ? 0.01 : 0.001);
            Optimizer optimizer = Make(kind, rate, c, source)
                ?? throw source.Error($"found the optimizer {name}, which is unknown; expected one of Keras' such as Adam or SGD. Load the model with Compile = false and compile it yourself.");
            optimizer.Settings = ReadSettings(c, optimizer.WeightDecay);
            return optimizer;
        }
        catch (ArgumentException error)
        {
            throw source.Error($"the optimizer {name} has a setting that is not possible: {error.Message}", error);
        }
    }

    /// <summary>The optimizer as Keras writes it.</summary>
    public static JsonObject Write(Optimizer optimizer)
    {
        JsonObject config = new()
        {
            ["name"] = optimizer.Name,
            ["learning_rate"] = optimizer.Schedule is { } schedule ? ScheduleConfig.Write(schedule) : ConfigJson.Float(optimizer.LearningRate),
            ["weight_decay"] = optimizer.WeightDecay,
            ["clipnorm"] = optimizer.ClipNorm,
            ["global_clipnorm"] = optimizer.GlobalClipNorm,
            ["clipvalue"] = optimizer.ClipValue,
            ["use_ema"] = optimizer.UseEma,
            ["ema_momentum"] = optimizer.EmaMomentum,
            ["ema_overwrite_frequency"] = optimizer.EmaOverwriteFrequency,
            ["loss_scale_factor"] = null,
            ["gradient_accumulation_steps"] = optimizer.GradientAccumulationSteps,
        };
        string className = WriteOwn(optimizer, config)
            ?? throw new InvalidOperationException($"The optimizer {optimizer.GetType().Name} cannot be written to a file: save with new SaveOptions {{ IncludeTraining = false }}.");
        if (optimizer.Maximize) { throw new InvalidOperationException("An optimizer that climbs (Maximize) cannot be written to a file, because Keras has no such setting: save with new SaveOptions { IncludeTraining = false }."); }
        if (optimizer.Links.Count > 0) { throw new InvalidOperationException("An optimizer with links of its own cannot be written to a file, because Keras has none: save with new SaveOptions { IncludeTraining = false }."); }
        return ConfigJson.Typed("keras.optimizers", className, config, className);
    }

    /// <summary>The names of the slots beside each weight, in groups: each group is written weight by weight. A weight may lack some of them.</summary>
    public static IReadOnlyList<string[]> Slots(Optimizer optimizer) => [["average"], ["gradient_accumulator"], .. optimizer switch
    {
        Adam => (string[][])[["momentum", "velocity"], ["velocity_hat"]],
        RmsProp => [["velocity"], ["momentum"], ["average_gradient"]],
        Adagrad => [["accumulator"]],
        Adadelta => [["accumulated_grad", "accumulated_delta_var"]],
        Adamax => [["momentum", "norm"]],
        Ftrl => [["accumulator", "linear"]],
        Adafactor => [["r", "c", "velocity"]],
        _ => [["momentum", "velocity"]],
    }];

    private static OptimizerSettings ReadSettings(LayerConfig c, double? usualDecay) => new()
    {
        WeightDecay = c.NumberOrNull("weight_decay") ?? (c.Json.ContainsKey("weight_decay") ? null : usualDecay),
        ClipValue = c.NumberOrNull("clipvalue"),
        ClipNorm = c.NumberOrNull("clipnorm"),
        GlobalClipNorm = c.NumberOrNull("global_clipnorm"),
        UseEma = c.Flag("use_ema", false),
        EmaMomentum = c.Number("ema_momentum", new OptimizerSettings().EmaMomentum),
        EmaOverwriteFrequency = c.Has("ema_overwrite_frequency") ? c.Int("ema_overwrite_frequency") : null,
        GradientAccumulationSteps = c.Has("gradient_accumulation_steps") ? c.Int("gradient_accumulation_steps") : null,
    };

    private static Optimizer? Make(string kind, LearningRateSchedule rate, LayerConfig c, ConfigSource source)
    {
        double beta1 = c.Number("beta_1", 0.9), beta2 = c.Number("beta_2", kind == "lion" ? 0.99 : 0.999), epsilon = c.Number("epsilon", 1e-7);
        double momentum = c.Number("momentum", kind == "muon" ? 0.95 : 0), accumulator = c.Number("initial_accumulator_value", 0.1);
        return kind switch
        {
            "adam" => new Adam(rate, beta1, beta2, epsilon, c.Flag("amsgrad", false)),
            "adamw" => new AdamW(rate, beta1: beta1, beta2: beta2, epsilon: epsilon, amsgrad: c.Flag("amsgrad", false)),
            "sgd" => new Sgd(rate, momentum, c.Flag("nesterov", false)),
            "rmsprop" => new RmsProp(rate, c.Number("rho", 0.9), momentum, epsilon, c.Flag("centered", false)),
            "adagrad" => new Adagrad(rate, accumulator, epsilon),
            "adadelta" => new Adadelta(rate, c.Number("rho", 0.95), epsilon),
            "adamax" => new Adamax(rate, beta1, beta2, epsilon),
            "nadam" => new Nadam(rate, beta1, beta2, epsilon),
            "lion" => new Lion(rate, beta1, beta2),
            "lamb" => new Lamb(rate, beta1, beta2, epsilon),
            "ftrl" => new Ftrl(
                rate, c.Number("learning_rate_power", -0.5), accumulator, c.Number("l1_regularization_strength", 0), c.Number("l2_regularization_strength", 0),
                c.Number("l2_shrinkage_regularization_strength", 0), c.Number("beta", 0)),
            // relative_step makes no difference in Keras: the rate is limited to 1/√t in any case.
            "adafactor" => new Adafactor(rate, c.Number("beta_2_decay", -0.8), c.Number("epsilon_1", 1e-30), c.Number("epsilon_2", 1e-3), c.Number("clip_threshold", 1)),
            "muon" => new Muon(rate, momentum, c.Number("adam_beta_1", 0.9), c.Number("adam_beta_2", 0.999), epsilon)
            {
                Nesterov = c.Flag("nesterov", true),
                ExcludeLayers = [.. (c.Json["exclude_layers"] as JsonArray ?? []).Select(name => ConfigJson.String(name, source, "exclude_layers"))],
                ExcludeEmbeddings = c.Flag("exclude_embeddings", true),
                AdamWeightDecay = c.Json.ContainsKey("adam_weight_decay") ? c.NumberOrNull("adam_weight_decay") : 0.004,
                AdamRatio = c.Number("adam_lr_ratio", 1),
                RmsRate = c.Json.ContainsKey("rms_rate") ? c.NumberOrNull("rms_rate") : 0.2,
                NewtonSchulzSteps = c.Int("ns_steps", 5),
                Coefficients = (c.Number("muon_a", 3.4445), c.Number("muon_b", -4.7750), c.Number("muon_c", 2.0315)),
            },
            _ => null,
        };
    }

    /// <summary>Writes what only this kind of optimizer has; the result is Keras' name of it, null for none.</summary>
    private static string? WriteOwn(Optimizer optimizer, JsonObject config)
    {
        switch (optimizer)
        {
            case Adam o:
                (config["beta_1"], config["beta_2"], config["epsilon"], config["amsgrad"]) = (o.Beta1, o.Beta2, o.Epsilon, o.Amsgrad);
                return o is AdamW ? "AdamW" : "Adam";
            case Sgd o:
                (config["momentum"], config["nesterov"]) = (o.Momentum, o.Nesterov);
                return "SGD";
            case RmsProp o:
                (config["rho"], config["momentum"], config["epsilon"], config["centered"]) = (o.Rho, o.Momentum, o.Epsilon, o.Centered);
                return "RMSprop";
            case Adagrad o:
                (config["initial_accumulator_value"], config["epsilon"]) = (o.InitialAccumulator, o.Epsilon);
                return "Adagrad";
            case Adadelta o:
                (config["rho"], config["epsilon"]) = (o.Rho, o.Epsilon);
                return "Adadelta";
            case Adamax o:
                (config["beta_1"], config["beta_2"], config["epsilon"]) = (o.Beta1, o.Beta2, o.Epsilon);
                return "Adamax";
            case Nadam o:
                (config["beta_1"], config["beta_2"], config["epsilon"]) = (o.Beta1, o.Beta2, o.Epsilon);
                return "Nadam";
            case Lamb o:
                (config["beta_1"], config["beta_2"], config["epsilon"]) = (o.Beta1, o.Beta2, o.Epsilon);
                return "Lamb";
            case Lion o:
                (config["beta_1"], config["beta_2"]) = (o.Beta1, o.Beta2);
                return "Lion";
            case Ftrl o:
                (config["learning_rate_power"], config["initial_accumulator_value"], config["beta"]) = (o.LearningRatePower, o.InitialAccumulator, o.Beta);
                (config["l1_regularization_strength"], config["l2_regularization_strength"], config["l2_shrinkage_regularization_strength"]) = (o.L1, o.L2, o.L2Shrinkage);
                return "Ftrl";
            case Adafactor o:
                (config["beta_2_decay"], config["epsilon_1"], config["epsilon_2"]) = (o.Beta2Decay, o.Epsilon1, o.Epsilon2);
                (config["clip_threshold"], config["relative_step"]) = (o.ClipThreshold, true);
                return "Adafactor";
            case Muon o:
                (config["adam_beta_1"], config["adam_beta_2"], config["epsilon"]) = (o.AdamBeta1, o.AdamBeta2, o.Epsilon);
                (config["muon_a"], config["muon_b"], config["muon_c"]) = (o.Coefficients.A, o.Coefficients.B, o.Coefficients.C);
                (config["adam_lr_ratio"], config["momentum"], config["ns_steps"], config["nesterov"]) = (o.AdamRatio, o.Momentum, o.NewtonSchulzSteps, o.Nesterov);
                (config["exclude_embeddings"], config["adam_weight_decay"], config["rms_rate"]) = (o.ExcludeEmbeddings, o.AdamWeightDecay, o.RmsRate);
                config["exclude_layers"] = new JsonArray([.. o.ExcludeLayers.Select(name => (JsonNode)name)]);
                return "Muon";
            default:
                return null;
        }
    }
}
