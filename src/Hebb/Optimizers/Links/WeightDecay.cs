using System.Text.RegularExpressions;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Optimizers;

/// <summary>Takes a share of each weight, times the learning rate, before its step: w ← w − η·λ·w.</summary>
/// <param name="share">λ of a parameter; null for none.</param>
internal sealed class WeightDecay(Func<Parameter, double?> share) : OptimizerLink
{
    private readonly HashSet<Parameter> _without = [];
    private readonly List<Regex> _namesWithout = [];

    /// <summary>Leaves out parameters in whose names an expression is found.</summary>
    public void Exclude(IEnumerable<string> names) => _namesWithout.AddRange(names.Select(name => new Regex(name, RegexOptions.CultureInvariant)));

    /// <summary>Leaves out parameters.</summary>
    public void Exclude(IEnumerable<Parameter> parameters) => _without.UnionWith(parameters);

    /// <summary>Whether a parameter is not left out.</summary>
    public bool Includes(Parameter parameter) => !_without.Contains(parameter) && !_namesWithout.Any(name => name.IsMatch(parameter.Name));

    public override void BeforeUpdate(Parameter parameter)
    {
        if (share(parameter) is not { } decay || !Includes(parameter)) { return; }
        Tensor before = parameter.Value;
        parameter.Assign(before - before * decay * Rate);
    }
}
