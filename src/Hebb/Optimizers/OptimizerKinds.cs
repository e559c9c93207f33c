using Hebb.Configuration;

namespace Hebb.Optimizers;

/// <summary>All optimizers.</summary>
internal static class OptimizerKinds
{
    public static KindTable<Optimizer> Table { get; } = new OptimizerTable(
        Adadelta.Kind, Adafactor.Kind, Adagrad.Kind, Adam.Kind, Adamax.Kind, AdamW.Kind, Ftrl.Kind, Lamb.Kind, Lion.Kind, Muon.Kind, Nadam.Kind, RMSprop.Kind,
        SGD.Kind)
    {
        IsOnlyForTraining = true,
    };

    private sealed class OptimizerTable(params IReadOnlyList<Kind> kinds) : KindTable<Optimizer>("optimizer", "keras.optimizers", kinds)
    {
        private protected override Optimizer Complete(Optimizer item, IConfig<Optimizer> c)
        {
            if (c.Instance is { Maximize: true })
            {
                throw new InvalidOperationException(
                    "An optimizer that climbs (Maximize) cannot be written to a file, because Keras has no such setting: "
                    + "save with new SaveOptions { IncludeTraining = false }.");
            }

            if (c.Instance is { Links.Count: > 0 })
            {
                throw new InvalidOperationException(
                    "An optimizer with links of its own cannot be written to a file, because Keras has none: "
                    + "save with new SaveOptions { IncludeTraining = false }.");
            }

            c.WriteOnly("name", item.Name);
            c.Refuse("loss_scale_factor");
            c.Always("loss_scale_factor", null);
            if (c.Instance is null && c.Node.Number("decay", 0) != 0) { c.Refuse("decay"); }
            OptimizerSettings settings = new()
            {
                WeightDecay = c.NumberOrNull("weight_decay", o => o.WeightDecay, item.WeightDecay),
                ClipValue = c.NumberOrNull("clipvalue", o => o.ClipValue),
                ClipNorm = c.NumberOrNull("clipnorm", o => o.ClipNorm),
                GlobalClipNorm = c.NumberOrNull("global_clipnorm", o => o.GlobalClipNorm),
                UseEma = c.Flag("use_ema", o => o.UseEma, false),
                EmaMomentum = c.Number("ema_momentum", o => o.EmaMomentum, item.EmaMomentum),
                EmaOverwriteFrequency = c.IntOrNull("ema_overwrite_frequency", o => o.EmaOverwriteFrequency),
                GradientAccumulationSteps = c.IntOrNull("gradient_accumulation_steps", o => o.GradientAccumulationSteps),
            };
            if (c.Instance is null) { item.Settings = settings; }
            return item;
        }

        /// <inheritdoc/>
        private protected override string RegisteredName(Kind kind) => kind.ClassName;
    }
}
