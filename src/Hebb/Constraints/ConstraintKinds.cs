using Hebb.Configuration;

namespace Hebb.Constraints;

/// <summary>All constraints, and how they stand among the settings of layers.</summary>
public static class ConstraintKinds
{
    internal static KindTable<Constraint> Table { get; } = new("constraint", "keras.constraints", MaxNorm.Kind, MinMaxNorm.Kind, NonNeg.Kind, UnitNorm.Kind);

    extension<T>(IConfig<T> c) where T : class
    {
        /// <summary>What a weight must satisfy after each step; null for nothing.</summary>
        public Constraint? Constraint(string key, Func<T, Constraint?> get) => c.PartOrNull(key, Table, get);
    }
}
