using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Optimizers;

/// <content>What holds for some parameters only: no weight decay, another learning rate.</content>
public abstract partial class Optimizer
{
    private readonly RateFactors _factors = new();

    /// <summary>By what the learning rate of the parameter which is updated differs: <see cref="ScaleLearningRate(double, IEnumerable{string})"/>.</summary>
    protected double RateFactor { get; private set; } = 1;

    /// <summary>Leaves parameters out of weight decay by their names: <c>ExcludeFromWeightDecay("bias", "gamma")</c>. Call it before training begins.</summary>
    /// <param name="names">Regular expressions; a parameter is left out if one of them is found in its name, such as <c>dense_1/bias</c>.</param>
    /// <exception cref="InvalidOperationException">Training has begun.</exception>
    public void ExcludeFromWeightDecay(params IEnumerable<string> names)
    {
        RefuseTooLate("weight decay", nameof(ExcludeFromWeightDecay));
        _decay.Exclude(names);
    }

    /// <summary>Leaves these parameters out of weight decay. Call it before training begins.</summary>
    /// <exception cref="InvalidOperationException">Training has begun.</exception>
    public void ExcludeFromWeightDecay(params IEnumerable<Parameter> parameters)
    {
        RefuseTooLate("weight decay", nameof(ExcludeFromWeightDecay));
        _decay.Exclude(parameters);
    }

    /// <summary>
    /// Multiplies the learning rate of some parameters, weight decay included, as PyTorch's parameter groups do: <c>ScaleLearningRate(0.1, "/bias$",
    /// "/frequency$")</c>. Call it before training begins. Factors that concern the same parameter multiply.
    /// </summary>
    /// <param name="factor">The factor. Range: above 0; to train a layer not at all set its <c>Trainable</c>.</param>
    /// <param name="names">Regular expressions; a parameter is meant if one of them is found in its name, such as <c>dense_1/bias</c>.</param>
    /// <remarks>Like <see cref="ExcludeFromWeightDecay(IEnumerable{string})"/> it is part of the program: Keras' files have no place for it.</remarks>
    /// <exception cref="InvalidOperationException">Training has begun.</exception>
    public void ScaleLearningRate(double factor, params IEnumerable<string> names)
    {
        RefuseTooLate("the same learning rate", nameof(ScaleLearningRate));
        _factors.Add(SettingRange.Positive(factor, nameof(factor)), names);
    }

    /// <summary>Multiplies the learning rate of these parameters, weight decay included. Call it before training begins.</summary>
    /// <inheritdoc cref="ScaleLearningRate(double, IEnumerable{string})"/>
    /// <param name="factor">The factor. Range: above 0.</param>
    /// <param name="parameters">The parameters.</param>
    public void ScaleLearningRate(double factor, params IEnumerable<Parameter> parameters)
    {
        RefuseTooLate("the same learning rate", nameof(ScaleLearningRate));
        _factors.Add(SettingRange.Positive(factor, nameof(factor)), parameters);
    }

    /// <summary>A number of the host that is proportional to the learning rate, as it holds for the parameter which is updated.</summary>
    protected Tensor Scaled(Parameter rate)
    {
        ArgumentNullException.ThrowIfNull(rate);
        return RateFactor == 1 ? rate.Value : rate.Value * RateFactor;
    }

    /// <summary>Whether a parameter takes part in weight decay.</summary>
    internal bool IsDecayed(Parameter parameter) => _decay.Includes(parameter);

    /// <summary>The share that is taken from a parameter; null for none.</summary>
    private protected virtual double? DecayOf(Parameter parameter) => WeightDecay;

    private void RefuseTooLate(string what, string method)
    {
        if (_chain is null) { return; }
        throw new InvalidOperationException($"Training has begun with {what} on these parameters: call {method} before the first step.");
    }
}
