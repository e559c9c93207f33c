using System.Text.Json.Nodes;

namespace Hebb.Explaining;

/// <summary>One step of learning from one row, with every number: what somebody would write down who did it by hand.</summary>
/// <param name="Inputs">The row, by name.</param>
/// <param name="Targets">What is to come out.</param>
/// <param name="Layers">The layers from the input to the output; those that do nothing in prediction (Dropout) are left out.</param>
/// <param name="LossName">The loss: <c>mean_squared_error</c>.</param>
/// <param name="DataLoss">Its value E.</param>
/// <param name="Penalty">What regularizers add to it.</param>
/// <param name="LearningRate">η of the step.</param>
public sealed record Explanation(
    IReadOnlyList<KeyValuePair<string, double>> Inputs,
    IReadOnlyList<double> Targets,
    IReadOnlyList<ExplainedLayer> Layers,
    string LossName,
    double DataLoss,
    double Penalty,
    double LearningRate)
{
    /// <summary>How many digits behind the point are written.</summary>
    public int Decimals { get; init; } = 9;

    /// <summary>The loss, penalties included.</summary>
    public double Loss => DataLoss + Penalty;

    /// <summary>What comes out.</summary>
    public IReadOnlyList<double> Outputs => [.. Layers[^1].Units.Select(unit => unit.Output)];

    /// <summary>All weights, layer by layer and unit by unit.</summary>
    public IEnumerable<ExplainedWeight> Weights => Layers.SelectMany(layer => layer.Units).SelectMany(unit => unit.Weights);

    /// <summary>The unit of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public ExplainedUnit Unit(string name) => Layers.SelectMany(layer => layer.Units).FirstOrDefault(unit => unit.Name == name)
        ?? throw KnownNames.Unknown("unit", name, Layers.SelectMany(layer => layer.Units).Select(unit => unit.Name));

    /// <summary>The weight of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public ExplainedWeight Weight(string name) =>
        Weights.FirstOrDefault(weight => weight.Name == name) ?? throw KnownNames.Unknown("weight", name, Weights.Select(weight => weight.Name));

    /// <summary>Forward pass, loss, backward pass and step, as lines and a table.</summary>
    public IReadOnlyList<ExplainedSection> Sections() => new ExplanationSections(Decimals).Of(this);

    /// <summary>Every number by name, for programs.</summary>
    public JsonObject ToJson() => ExplanationJson.Of(this);

    /// <summary>The explanation as Markdown.</summary>
    public string ToMarkdown() => ExplainedSection.Markdown(Sections());

    /// <summary>The explanation as text.</summary>
    public override string ToString() => ExplainedSection.Text(Sections());
}
