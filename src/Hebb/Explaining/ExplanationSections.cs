using System.Globalization;

namespace Hebb.Explaining;

/// <summary>Writes an explanation down: formulas first, then the same with numbers.</summary>
internal sealed class ExplanationSections(int decimals)
{
    /// <summary>What is so much smaller than the numbers it comes from is what rounding leaves of 0.</summary>
    private const double Rounding = 1e-12;

    private double _nothing;

    /// <summary>Forward pass, loss, backward pass and step.</summary>
    public IReadOnlyList<ExplainedSection> Of(Explanation explanation)
    {
        _nothing = Rounding * explanation.Inputs.Select(input => input.Value).Concat(explanation.Weights.Select(weight => weight.Value))
            .Concat(explanation.Targets).Append(0).Max(Math.Abs);
        List<ExplainedSection> sections =
            [new("Row", [.. explanation.Inputs.Select(input => $"{input.Key} = {Number(input.Value)}"), $"target = {Vector(explanation.Targets)}"], [])];
        sections.AddRange(explanation.Layers.Select(
            layer => new ExplainedSection($"Forward: {layer.Name} ({layer.Function})", [.. layer.Units.SelectMany(unit => Forward(layer, unit))], [])));
        string loss = $"E = {explanation.LossName}({Vector(explanation.Targets)}, {Vector(explanation.Outputs)}) = {Number(explanation.DataLoss)}";
        sections.Add(
            new("Loss", explanation.Penalty == 0 ? [loss] : [loss, $"with penalties R = {Number(explanation.Penalty)}: {Number(explanation.Loss)}"], []));
        sections.AddRange(explanation.Layers
            .Reverse()
            .Select(layer => new ExplainedSection($"Backward: {layer.Name}", [.. layer.Units.SelectMany(unit => Backward(layer, unit))], [])));
        if (explanation.Weights.Any()) { sections.Add(Step(explanation)); }
        return sections;
    }

    /// <summary>A number with so many digits behind the point, without zeros at the end if it is exact; very small and large numbers
    /// with as many digits.</summary>
    public string Number(double value)
    {
        if (value == 0 || Math.Abs(value) < _nothing) { return "0"; } // also −0, and what rounding leaves of 0
        if (Math.Abs(value) is < 1e-4 or >= 1e9) { return value.ToString(FormattableString.Invariant($"G{decimals}"), CultureInfo.InvariantCulture); }
        bool isExact = Math.Abs(value - Math.Round(value, decimals)) <= 1e-12 * Math.Max(1, Math.Abs(value));
        return isExact
            ? value.ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture)
            : value.ToString(FormattableString.Invariant($"F{decimals}"), CultureInfo.InvariantCulture);
    }

    private IEnumerable<string> Forward(ExplainedLayer layer, ExplainedUnit unit)
    {
        if (unit.Weights.Count > 0)
        {
            string symbols = string.Join(" + ", unit.Weights.Select(weight => weight.IsBias ? weight.Name : $"{weight.Name}·{weight.From}"));
            string numbers =
                string.Join(" + ", unit.Weights.Select(weight => weight.IsBias ? Factor(weight.Value) : $"{Factor(weight.Value)}·{Factor(weight.Input)}"));
            yield return $"{unit.SumName} = {symbols} = {numbers} = {Number(unit.Sum)}";
        }

        yield return unit.SumPaths.Count == 1
            ? $"{unit.Name} = {layer.Function}({unit.SumName}) = {Number(unit.Output)}"
            : $"{unit.Name} = {layer.Function}({string.Join(", ", layer.Units.Select(one => one.SumName))}) for {unit.SumName} = {Number(unit.Output)}";
    }

    private IEnumerable<string> Backward(ExplainedLayer layer, ExplainedUnit unit)
    {
        string output = $"∂E/∂{unit.Name}";
        yield return unit.OutputPaths.Count == 0 ? $"{output} = {Number(unit.OutputGradient)}" : Sum(output, unit.OutputPaths, unit.OutputGradient);
        yield return unit.IsFromSum
            ? $"∂E/∂{unit.SumName} = {Number(unit.SumGradient)}, from {unit.SumName} itself: {unit.Name} has lost it in rounding"
            : Sum($"∂E/∂{unit.SumName}", unit.SumPaths, unit.SumGradient);
        foreach (ExplainedWeight weight in unit.Weights)
        {
            bool isLong = unit.SumPaths.Count == 1 && !unit.IsFromSum;
            string symbols = isLong ? $"{output} · ∂{unit.Name}/∂{unit.SumName}" : $"∂E/∂{unit.SumName}";
            string numbers = isLong ? $"{Factor(unit.OutputGradient)} · {Factor(unit.SumPaths[0].InnerValue)}" : Factor(unit.SumGradient);
            string penalty = weight.PenaltyGradient == 0 ? "" : $"; with ∂R/∂{weight.Name} = {Number(weight.PenaltyGradient)}: {Number(weight.Gradient)}";
            yield return $"∂E/∂{weight.Name} = {symbols} · ∂{unit.SumName}/∂{weight.Name} = {numbers} · {Factor(weight.Input)} "
                + $"= {Number(weight.DataGradient)}{penalty}";
        }
    }

    private string Sum(string what, IReadOnlyList<ChainTerm> paths, double value) =>
        $"{what} = {string.Join(" + ", paths.Select(path => $"{path.Outer} · {path.Inner}"))} = "
        + $"{string.Join(" + ", paths.Select(path => $"{Factor(path.OuterValue)} · {Factor(path.InnerValue)}"))} = {Number(value)}";

    private ExplainedSection Step(Explanation explanation) => new(
        $"Step: w − {Number(explanation.LearningRate)} · ∂E/∂w",
        [],
        [
            ["weight", "from", "to", "value", "∂E/∂w", "after the step"],
            .. explanation.Layers.SelectMany(layer => layer.Units).SelectMany(unit => unit.Weights.Select(weight =>
                (IReadOnlyList<string>)[
                    weight.Name,
                    weight.IsBias ? "1" : weight.From,
                    unit.Name,
                    Number(weight.Value),
                    Number(weight.Gradient),
                    Number(weight.Updated),
                ])),
        ]);

    private string Factor(double value) => value < 0 ? $"({Number(value)})" : Number(value);

    private string Vector(IReadOnlyList<double> values) => values.Count == 1 ? Number(values[0]) : $"({string.Join(", ", values.Select(Number))})";
}
