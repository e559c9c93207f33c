using Hebb.Configuration;

namespace Hebb.Initializers;

/// <summary>All initializers, and how they stand among the settings of layers.</summary>
public static class InitializerKinds
{
    internal static KindTable<Initializer> Table { get; } = new(
        "initializer", "keras.initializers",
        Zeros.Kind, Ones.Kind, Initializers.Constant.Kind,
        RandomNormal.Kind, TruncatedNormal.Kind, RandomUniform.Kind,
        GlorotUniform.Kind, GlorotNormal.Kind, HeUniform.Kind, HeNormal.Kind, LecunUniform.Kind, LecunNormal.Kind, VarianceScaling.Kind,
        Orthogonal.Kind, Identity.Kind, RandomSigns.Kind);

    extension<T>(IConfig<T> c) where T : class
    {
        /// <summary>The starting values of a weight.</summary>
        public Initializer Initializer(string key, Func<T, Initializer> get, Initializer missing) => c.Part(key, Table, get, missing);
    }
}
