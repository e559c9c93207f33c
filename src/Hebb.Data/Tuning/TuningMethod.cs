namespace Hebb.Data;

/// <summary>How <see cref="TableTuner"/> searches.</summary>
public enum TuningMethod
{
    /// <summary>Learns from earlier trials where good values are: <see cref="Tuning.BayesianSearch"/>.</summary>
    Bayesian,

    /// <summary>Draws values at random: <see cref="Tuning.RandomSearch"/>.</summary>
    Random,

    /// <summary>Tries all combinations of a few layers, learning rates and dropouts: <see cref="Tuning.GridSearch"/>.</summary>
    Grid,

    /// <summary>Tries many values for a few epochs and continues the best: <see cref="Tuning.HyperbandSearch"/>.</summary>
    Hyperband,
}
