using System.Text.RegularExpressions;
using Hebb.Tensors;

namespace Hebb.Optimizers;

/// <summary>By what the learning rates of some parameters differ from the optimizer's.</summary>
internal sealed class RateFactors
{
    private readonly List<(double Factor, Func<Parameter, bool> Concerns)> _factors = [];

    /// <summary>A factor for parameters in whose names an expression is found.</summary>
    public void Add(double factor, IEnumerable<string> names)
    {
        Regex[] expressions = [.. names.Select(name => new Regex(name, RegexOptions.CultureInvariant))];
        _factors.Add((factor, parameter => expressions.Any(name => name.IsMatch(parameter.Name))));
    }

    /// <summary>A factor for these parameters.</summary>
    public void Add(double factor, IEnumerable<Parameter> parameters)
    {
        HashSet<Parameter> meant = [.. parameters];
        _factors.Add((factor, meant.Contains));
    }

    /// <summary>The product of the factors that concern a parameter; 1 if none does.</summary>
    public double Of(Parameter parameter) => _factors.Where(entry => entry.Concerns(parameter)).Aggregate(1.0, (product, entry) => product * entry.Factor);
}
