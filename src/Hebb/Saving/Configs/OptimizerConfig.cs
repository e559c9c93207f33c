using System.Text.Json.Nodes;
using Hebb.Optimizers;

namespace Hebb.Saving.Configs;

/// <summary>Optimizers in files.</summary>
internal static class OptimizerConfig
{
    private const double EmaMomentum = 0.99;

    /// <summary>The optimizer.</summary>
    public static Optimizer Read(JsonNode? node, ConfigSource source)
    {
        string name = node is JsonObject item ? ConfigJson.ClassName(item, source) : ConfigJson.String(node, source, "optimizer");
        LayerConfig c = ConfigJson.Settings(node, source);
        if (c.Json["learning_rate"] is JsonObject schedule)
        {
            throw source.Error($"found the learning-rate schedule {ConfigSource.Short(schedule["class_name"])}; expected a number. Load the model with Compile = false and compile it yourself.");
        }

        c.Refuse("use_ema", "loss_scale_factor", "gradient_accumulation_steps");
        if (c.Number("decay", 0) != 0) { c.Refuse("decay"); }
        double rate = c.NumberOrNull("learning_rate") ?? c.Number("lr", KnownNames.Key(name) is "sgd" ? 0.01 : 0.001);
        double epsilon = c.Number("epsilon", 1e-7);
        double? value = c.NumberOrNull("clipvalue"), norm = c.NumberOrNull("clipnorm"), global = c.NumberOrNull("global_clipnorm");
        string kind = KnownNames.Key(name);
        if (kind is not ("adam" or "adamw")) { c.Refuse("weight_decay"); }
        return kind switch
        {
            "adam" when c.Number("weight_decay", 0) == 0 => new Adam(rate, c.Number("beta_1", 0.9), c.Number("beta_2", 0.999), epsilon, c.Flag("amsgrad", false)) { ClipValue = value, ClipNorm = norm, GlobalClipNorm = global },
            // With a decay, Keras' Adam does what AdamW does.
            "adam" or "adamw" => new AdamW(rate, c.Number("weight_decay", 0.004), c.Number("beta_1", 0.9), c.Number("beta_2", 0.999), epsilon, c.Flag("amsgrad", false)) { ClipValue = value, ClipNorm = norm, GlobalClipNorm = global },
            "sgd" => new Sgd(rate, c.Number("momentum", 0), c.Flag("nesterov", false)) { ClipValue = value, ClipNorm = norm, GlobalClipNorm = global },
            "rmsprop" => new RmsProp(rate, c.Number("rho", 0.9), c.Number("momentum", 0), epsilon, c.Flag("centered", false)) { ClipValue = value, ClipNorm = norm, GlobalClipNorm = global },
            "adagrad" => new Adagrad(rate, c.Number("initial_accumulator_value", 0.1), epsilon) { ClipValue = value, ClipNorm = norm, GlobalClipNorm = global },
            "adadelta" => new Adadelta(rate, c.Number("rho", 0.95), epsilon) { ClipValue = value, ClipNorm = norm, GlobalClipNorm = global },
            _ => throw source.Error($"found the optimizer {name}, which is unknown; expected Adam, AdamW, SGD, RMSprop, Adagrad or Adadelta. Load the model with Compile = false and compile it yourself."),
        };
    }

    /// <summary>The optimizer as Keras writes it.</summary>
    public static JsonObject Write(Optimizer optimizer)
    {
        JsonObject config = new()
        {
            ["name"] = optimizer.Name,
            ["learning_rate"] = optimizer.LearningRate,
            ["weight_decay"] = (optimizer as AdamW)?.WeightDecay,
            ["clipnorm"] = optimizer.ClipNorm,
            ["global_clipnorm"] = optimizer.GlobalClipNorm,
            ["clipvalue"] = optimizer.ClipValue,
            ["use_ema"] = false,
            ["ema_momentum"] = EmaMomentum,
            ["ema_overwrite_frequency"] = null,
            ["loss_scale_factor"] = null,
            ["gradient_accumulation_steps"] = null,
        };
        string className;
        switch (optimizer)
        {
            case Adam adam:
                (config["beta_1"], config["beta_2"], config["epsilon"], config["amsgrad"]) = (adam.Beta1, adam.Beta2, adam.Epsilon, adam.Amsgrad);
                className = adam is AdamW ? "AdamW" : "Adam";
                break;
            case Sgd sgd:
                (config["momentum"], config["nesterov"], className) = (sgd.Momentum, sgd.Nesterov, "SGD");
                break;
            case RmsProp rms:
                (config["rho"], config["momentum"], config["epsilon"], config["centered"], className) = (rms.Rho, rms.Momentum, rms.Epsilon, rms.Centered, "RMSprop");
                break;
            case Adagrad adagrad:
                (config["initial_accumulator_value"], config["epsilon"], className) = (adagrad.InitialAccumulator, adagrad.Epsilon, "Adagrad");
                break;
            case Adadelta adadelta:
                (config["rho"], config["epsilon"], className) = (adadelta.Rho, adadelta.Epsilon, "Adadelta");
                break;
            default:
                throw new InvalidOperationException($"The optimizer {optimizer.GetType().Name} cannot be written to a file: save with new SaveOptions {{ IncludeTraining = false }}.");
        }

        if (optimizer.Maximize) { throw new InvalidOperationException("An optimizer that climbs (Maximize) cannot be written to a file, because Keras has no such setting: save with new SaveOptions { IncludeTraining = false }."); }
        return ConfigJson.Typed("keras.optimizers", className, config, className);
    }

    /// <summary>The names of the slots beside each weight, in groups: each group is written weight by weight.</summary>
    public static IReadOnlyList<string[]> Slots(Optimizer optimizer) => optimizer switch
    {
        Adam { Amsgrad: true } => [["momentum", "velocity"], ["velocity_hat"]],
        Adam => [["momentum", "velocity"]],
        Sgd { Momentum: 0 } => [],
        Sgd => [["momentum"]],
        RmsProp rms => [["velocity"], .. rms.Momentum > 0 ? new[] { new[] { "momentum" } } : [], .. rms.Centered ? new[] { new[] { "average_gradient" } } : []],
        Adagrad => [["accumulator"]],
        Adadelta => [["accumulated_grad", "accumulated_delta_var"]],
        _ => [],
    };
}
