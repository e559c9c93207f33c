using System.Text.Json.Nodes;
using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Reports;
using Hebb.Models;

namespace Hebb.Learning.Training;

/// <summary>What a training on images, sounds, texts or a series came to.</summary>
public sealed class TrainedNetwork : TrainingResult
{
    internal TrainedNetwork() { }

    /// <summary>What had been decided.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>The network with what prepares its inputs.</summary>
    public required TrainedModel Trained { get; init; }

    /// <inheritdoc/>
    public override Model Model => Trained.Model;

    /// <inheritdoc/>
    public override TargetEncoder Target => Recipe.Target;

    /// <summary>All there is to say about the answers to the held-out examples; null where classes and residuals would say nothing.</summary>
    public required Judgement? Judgement { get; init; }

    /// <inheritdoc/>
    public override BaselineComparison Comparison => new(Recipe.Target.Task, Metrics, Linear, Baseline)
    {
        LinearName = Recipe.BaselineNames.Simple,
        ConstantName = Recipe.BaselineNames.Constant,
        Name = ModelName,
        Advice = Recipe.SimpleAdvice,
        Otherwise = Recipe.WithoutSimple,
        Examples = Recipe.ExamplesName,
        HeldOut = HeldOut,
        Evidence = Evidence,
    };

    /// <inheritdoc/>
    public override IReadOnlyList<string> Warnings => Recipe.Warnings;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Decisions => Recipe.Decisions;

    /// <inheritdoc/>
    public override int HeldOut => Recipe.Sizes.HeldOut;

    /// <inheritdoc/>
    public override string ExamplesName => Recipe.ExamplesName;

    /// <inheritdoc/>
    internal override string ConstantAnswer => Recipe.ConstantAnswer ?? base.ConstantAnswer;

    /// <inheritdoc/>
    internal override string ModelName => Recipe.IsSimple ? Recipe.BaselineNames.Simple : base.ModelName;

    /// <inheritdoc/>
    internal override string? Outcome => Recipe.Outcome;

    /// <inheritdoc/>
    public override IReadOnlyList<BadFile> Bad => Recipe.Bad;

    /// <inheritdoc/>
    public override JsonObject ToJson()
    {
        (int train, int validation, int held) = Recipe.Sizes;
        JsonObject result = base.ToJson();
        result.Insert(1, ExamplesName, train + validation + held);
        return result;
    }

    /// <inheritdoc/>
    public override void Save(string folder, bool overwrite = false, IReadOnlyList<ReportFinding>? findings = null) =>
        ModelFolder.Save(folder, Trained, History, overwrite, page => SaveReport(page, findings));

    /// <inheritdoc/>
    public override IReadOnlyList<string> SaveReport(string path, IReadOnlyList<ReportFinding>? findings = null)
    {
        NetworkReport report = NetworkReport.Of(this, findings);
        report.Save(path);
        return report.Notes;
    }
}
