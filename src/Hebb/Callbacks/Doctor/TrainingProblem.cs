namespace Hebb.Callbacks;

/// <summary>What a <see cref="Doctor"/> finds wrong with a training; see docs/doctor.md for thresholds and sources.</summary>
public enum TrainingProblem
{
    /// <summary>Gradients fall by orders of magnitude towards the input, and the loss does not move.</summary>
    VanishingGradients,

    /// <summary>Gradients grow by orders of magnitude, towards the input or from step to step.</summary>
    ExplodingGradients,

    /// <summary>Weights start much larger than any usual initializer makes them.</summary>
    LargeInitialWeights,

    /// <summary>Steps change weights by a large part of their size, and the loss jumps or does not get better.</summary>
    LearningRateTooHigh,

    /// <summary>Steps hardly change the weights, although the gradient says that there is much to gain.</summary>
    LearningRateTooLow,

    /// <summary>ReLU units that are 0 for every row.</summary>
    DeadUnits,

    /// <summary>Sigmoid or tanh units at the ends of their range, where their derivative is almost 0.</summary>
    SaturatedUnits,

    /// <summary>All units of a layer have the same weights, and keep them.</summary>
    EqualUnits,

    /// <summary>The loss has stopped at what a constant answer would get.</summary>
    Plateau,

    /// <summary>The loss climbs far above what it was.</summary>
    Divergence,

    /// <summary>The loss on validation rows gets worse while that on training rows gets better.</summary>
    Overfitting,

    /// <summary>The answer is the same class for every row.</summary>
    ClassCollapse,

    /// <summary>Input columns are large, or differ in size by orders of magnitude.</summary>
    UnscaledInputs,

    /// <summary>One class is much rarer than another, and rows count the same.</summary>
    ClassImbalance,

    /// <summary>The loss became NaN or infinite.</summary>
    NonFiniteLoss,
}
