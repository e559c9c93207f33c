using Hebb.Configuration;

namespace Hebb.Optimizers.Schedules;

/// <summary>All learning-rate schedules, and how they stand among the settings of optimizers.</summary>
public static class ScheduleKinds
{
    internal static KindTable<LearningRateSchedule> Table { get; } = new ScheduleTable(
        ExponentialDecay.Kind,
        InverseTimeDecay.Kind,
        PolynomialDecay.Kind,
        PiecewiseConstantDecay.Kind,
        CosineDecay.Kind,
        CosineDecayRestarts.Kind,
        LinearWarmup.Kind,
        OneCycle.Kind)
    {
        IsOnlyForTraining = true,
    };

    extension<T>(IConfig<T> c) where T : class
    {
        /// <summary>A learning rate: a number or a schedule.</summary>
        public LearningRateSchedule Rate(string key, Func<T, LearningRateSchedule> get, double? missing = null) => c.Setting(
            key, get, rate => rate is ConstantRate ? ConfigJson.Float(rate.At(0)) : Table.Write(rate),
            node => node.Json[key] is System.Text.Json.Nodes.JsonObject schedule ? Table.Read(schedule, node.Source) : node.Number(key, missing));
    }

    private sealed class ScheduleTable(
        params IReadOnlyList<Kind> kinds) : KindTable<LearningRateSchedule>("learning-rate schedule", "keras.optimizers.schedules", kinds)
    {
        private protected override LearningRateSchedule Complete(LearningRateSchedule item, IConfig<LearningRateSchedule> c)
        {
            c.WriteOnly("name", item switch { PiecewiseConstantDecay => "PiecewiseConstant", CosineDecayRestarts => "SGDRDecay", _ => Of(item)!.ClassName });
            return item;
        }
    }
}
