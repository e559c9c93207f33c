namespace Hebb.Learning.Tuning;

/// <summary>How <see cref="TableTuner"/> searches.</summary>
public enum TuningMethod
{
    /// <summary>Learns from earlier trials where good values are: <see cref="Hebb.Tuning.BayesianSearch"/>.</summary>
    Bayesian,

    /// <summary>Draws values at random: <see cref="Hebb.Tuning.RandomSearch"/>.</summary>
    Random,

    /// <summary>Tries all combinations of a few layers, learning rates and dropouts: <see cref="Hebb.Tuning.GridSearch"/>.</summary>
    Grid,

    /// <summary>Tries many values for a few epochs and continues the best: <see cref="Hebb.Tuning.HyperbandSearch"/>.</summary>
    Hyperband,
}
