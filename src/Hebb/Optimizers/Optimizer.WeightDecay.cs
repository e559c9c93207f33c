using System.Text.RegularExpressions;
using Hebb.Tensors;

namespace Hebb.Optimizers;

public abstract partial class Optimizer
{
    private readonly HashSet<Parameter> _undecayed = [];
    private readonly List<Regex> _undecayedNames = [];

    /// <summary>The share λ, times the learning rate, that is taken from each weight before its step, w ← w − η·λ·w; null for none.</summary>
    public double? WeightDecay { get => Settings.WeightDecay; init => Settings = Settings with { WeightDecay = value }; }

    /// <summary>Leaves parameters out of weight decay by their names: <c>ExcludeFromWeightDecay("bias", "gamma")</c>. Call it before training begins.</summary>
    /// <param name="names">Regular expressions; a parameter is left out if one of them is found in its name, such as <c>dense_1/bias</c>.</param>
    /// <exception cref="InvalidOperationException">Training has begun.</exception>
    public void ExcludeFromWeightDecay(params IEnumerable<string> names)
    {
        RefuseTooLate();
        _undecayedNames.AddRange(names.Select(name => new Regex(name, RegexOptions.CultureInvariant)));
    }

    /// <summary>Leaves these parameters out of weight decay. Call it before training begins.</summary>
    /// <exception cref="InvalidOperationException">Training has begun.</exception>
    public void ExcludeFromWeightDecay(params IEnumerable<Parameter> parameters)
    {
        RefuseTooLate();
        _undecayed.UnionWith(parameters);
    }

    /// <summary>Whether a parameter takes part in weight decay.</summary>
    internal bool IsDecayed(Parameter parameter) => !_undecayed.Contains(parameter) && !_undecayedNames.Any(name => name.IsMatch(parameter.Name));

    /// <summary>The share that is taken from a parameter; null for none.</summary>
    private protected virtual double? DecayOf(Parameter parameter) => WeightDecay;

    private void RefuseTooLate()
    {
        if (_applied) { throw new InvalidOperationException("Training has begun with weight decay on these parameters: call ExcludeFromWeightDecay before the first step."); }
    }
}
