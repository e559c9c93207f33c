using Hebb.Data.Preprocessing;
using Hebb.Learning.Evaluation;

namespace Hebb.Learning.Training;

/// <summary>The figures of a network on some examples, and all there is to say about its answers, if they are classes or numbers of one kind.</summary>
/// <param name="Metrics">The figures.</param>
/// <param name="Judgement">All there is to say; null where figures say it all.</param>
public sealed record Judged(IReadOnlyDictionary<string, double> Metrics, Judgement? Judgement)
{
    /// <summary>Nothing is known.</summary>
    internal static Judged None { get; } = new(Scores.None, null);

    /// <summary>The answers example by example, to compare models; null if only figures are known.</summary>
    internal HeldOutAnswers? Answers
    {
        get => field ?? Judgement?.Answers;
        init;
    }

    /// <summary>How good the intervals of predicted numbers are; null if there are none.</summary>
    internal IntervalReport? Interval { get; private init; }

    /// <summary>The figures of answers, without all else there is to say.</summary>
    internal static Judged Of(TargetEncoder target, float[] truth, float[] outputs) => new(Scores.Of(target, truth, outputs), null)
    {
        Answers = HeldOutAnswers.Of(target, truth, outputs),
        Interval = target.Interval is { } interval ? IntervalReport.Of(interval, target.DecodeNumbers(truth), target.DecodeNumbers(outputs)) : null,
    };

    /// <summary>The figures of the best answer that does not look at the example: frequencies of classes, or the mean, of the training examples.</summary>
    internal static Judged OfConstant(TargetEncoder target, float[] training, float[] truth) => OfAnswer(target, Scores.Constant(target, training), truth);

    /// <summary>A network beside an answer without learning alone; null if the answers of one are not known.</summary>
    internal static BaselineComparison? Compare(TargetEncoder target, Judged network, Judged constant, string name, long seed) =>
        network.Answers is not { } answers || constant.Answers is not { } without ? null : new(target.Task, network.Metrics, null, constant.Metrics)
        {
            Name = name,
            HeldOut = answers.Rows,
            Evidence = HeldOutEvidence.Of(answers, null, without, units: null, seed),
        };

    /// <summary>The figures of the same outputs for every example.</summary>
    internal static Judged OfAnswer(TargetEncoder target, float[] answer, float[] truth) => Of(target, truth, [.. truth.SelectMany(_ => answer)]);
}
