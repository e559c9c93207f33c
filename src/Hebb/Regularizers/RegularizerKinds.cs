using System.Text.Json.Nodes;
using Hebb.Configuration;

namespace Hebb.Regularizers;

/// <summary>All penalties, and how they stand among the settings of layers.</summary>
public static class RegularizerKinds
{
    private const double DefaultFactor = 0.01;

    internal static KindTable<Regularizer> Table { get; } = new RegularizerTable();

    extension<T>(IConfig<T> c) where T : class
    {
        /// <summary>A penalty; null for none.</summary>
        public Regularizer? Regularizer(string key, Func<T, Regularizer?> get) => c.PartOrNull(key, Table, get);
    }

    private sealed class RegularizerTable()
        : KindTable<Regularizer>("regularizer", "keras.regularizers", L1.Kind, L2.Kind, L1L2.Kind, OrthogonalRegularizer.Kind)
    {
        /// <summary>Keras' L1L2 stands for each of the two alone as well, and by its name alone for both with their default factors.</summary>
        internal override Regularizer Read(JsonNode? node, ConfigSource source) => base.Read(node, source) switch
        {
            L1L2 when node is JsonValue => new L1L2(DefaultFactor, DefaultFactor),
            L1L2 { L1Factor: 0 } both => new L2(both.L2Factor),
            L1L2 { L2Factor: 0 } both => new L1(both.L1Factor),
            Regularizer other => other,
        };
    }
}
