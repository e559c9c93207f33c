using Hebb.Callbacks;
using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Datasets;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Reports;
using Hebb.Models;
using Hebb.Optimizers.Schedules;
using static System.FormattableString;

namespace Hebb.Learning.Training;

/// <summary>
/// How examples are going to be learned by a network that is trained on them and judged beside simpler answers: which examples serve what, and the network,
/// each with its reason.
/// </summary>
public abstract class Recipe : LearningPlan
{
    /// <summary>A recipe by options.</summary>
    /// <param name="options">What is wanted otherwise than usual.</param>
    protected Recipe(TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        Options = options;
    }

    /// <summary>What is predicted.</summary>
    public abstract TargetEncoder Target { get; }

    /// <summary>What the examples are called in sentences: images, texts, windows.</summary>
    public abstract string ExamplesName { get; }

    /// <summary>How many examples are trained on, how many decide when to stop, and how many serve the final table only.</summary>
    public abstract (int Train, int Validation, int HeldOut) Sizes { get; }

    /// <summary>The most epochs.</summary>
    public int Epochs { get; protected init; }

    /// <summary>The examples of a batch.</summary>
    public int BatchSize { get; protected init; }

    /// <summary>How many epochs without a better loss on the validation examples end the training.</summary>
    public int Patience { get; protected init; }

    /// <summary>The learning rate; the highest one if it follows a schedule.</summary>
    public double LearningRate { get; protected init; }

    /// <summary>How much examples count in training by their class; null for all the same.</summary>
    public ClassWeight? ClassWeight { get; protected init; }

    /// <summary>The root of all random choices.</summary>
    public long Seed => Options.Seed;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> Decisions =>
    [
        .. DataDecisions,
        .. NetworkDecisions,
        IsComputed ? "training: no epochs, because the best weights are computed at once" : TrainingDecision(),
        .. Options.ClassWeightDecision is { } weights ? [weights] : Array.Empty<string>(),
    ];

    /// <summary>What is known about the examples, in sentences.</summary>
    public abstract IReadOnlyList<string> Findings { get; }

    /// <summary>Examples left out because they could not be read, with the reasons; complete when training is.</summary>
    public virtual IReadOnlyList<BadFile> Bad => [];

    /// <summary>How long a network is trained.</summary>
    internal EarlyStoppedTraining Training => new(Epochs, Patience, BatchSize) { ClassWeight = ClassWeight, ClassNames = Target.Classes };

    /// <summary>What was asked for.</summary>
    protected internal TrainingOptions Options { get; }

    /// <summary>Whether the learning rate rises and falls over all epochs, so that training goes through all of them.</summary>
    protected virtual bool FollowsOneCycle => false;

    /// <summary>The share of the training in which the learning rate rises.</summary>
    protected virtual double RiseShare => 0.3;

    /// <summary>The batches of an epoch.</summary>
    protected virtual int StepsPerEpoch => (Sizes.Train + BatchSize - 1) / BatchSize;

    /// <summary>Whether <see cref="NewModel"/> gives a model with its best weights, which needs no epochs.</summary>
    internal virtual bool IsComputed => false;

    /// <summary>Whether the model is the simple one that networks are compared with.</summary>
    internal virtual bool IsSimple => IsComputed;

    /// <summary>How many files were left out because they cannot be read, to end a sentence; empty if none.</summary>
    internal static string LeftOutOf(IReadOnlyList<BadFile> bad) => bad.Count == 0
        ? "" : Invariant($"; {bad.Count} {(bad.Count == 1 ? "file could not be read and was" : "files could not be read and were")} left out");

    /// <summary>What came of the training beside its figures, in a sentence; null for nothing.</summary>
    internal virtual string? Outcome => null;

    /// <summary>The decisions about the data.</summary>
    protected abstract IEnumerable<string> DataDecisions { get; }

    /// <summary>The decisions about the network and what it answers.</summary>
    protected abstract IEnumerable<string> NetworkDecisions { get; }

    /// <summary>Passes over the examples of a part.</summary>
    protected internal abstract Dataset Examples(SplitPart part);

    /// <summary>The network, ready to be trained.</summary>
    protected internal abstract Model NewModel();

    /// <summary>What watches the training.</summary>
    protected internal virtual IReadOnlyList<Callback> Callbacks => Options.Callbacks;

    /// <summary>The trained network in the form in which it is used, where training takes another one.</summary>
    protected internal virtual Model Finished(Model trained) => trained;

    /// <summary>The network with what prepares its inputs.</summary>
    protected internal abstract TrainedModel With(Model model);

    /// <summary>The figures of a network on the held-out examples.</summary>
    protected internal virtual Judged Judge(Model model) => JudgeOn(model, Examples(SplitPart.Test));

    /// <summary>
    /// The figures of a simpler model that learned from the same examples, on those held out; null if there is none or training was cancelled.
    /// </summary>
    protected internal virtual Judged? JudgeSimple(CancellationToken cancellation) => null;

    /// <summary>The figures of an answer that does not learn.</summary>
    protected internal virtual Judged Baseline() =>
        Judged.OfConstant(Target, Answers.Truth(Examples(SplitPart.Train)), Answers.Truth(Examples(SplitPart.Test)));

    /// <summary>
    /// Held-out examples that chance deals together, because they do not stand for themselves: copies, neighbors in time. A number from 0 on for each; null
    /// if each stands for itself.
    /// </summary>
    protected internal virtual IReadOnlyList<int>? HeldOutUnits => null;

    /// <summary>How to have the simpler model, in brackets at the end of the verdict; empty if it cannot be had.</summary>
    protected internal virtual string SimpleAdvice => "";

    /// <summary>What to do instead of taking the simpler model, in a sentence; empty if it can be had.</summary>
    internal virtual string WithoutSimple => "";

    /// <summary>What the simpler model and the answer that does not learn are called.</summary>
    protected internal virtual (string Simple, string Constant) BaselineNames => ("simple", Target.Task == LearningTask.Regression ? "mean" : "majority");

    /// <summary>The answer that does not learn, in words; null if it is its name of the training examples: the majority of the training texts.</summary>
    protected internal virtual string? ConstantAnswer => null;

    /// <summary>The question that the report answers.</summary>
    protected internal virtual string Question => NetworkReport.Question(Target, ExamplesName);

    /// <summary>Sections of the report that only this kind of examples has.</summary>
    protected internal virtual IReadOnlyList<ReportSection> ReportSections(Model model) => [];

    /// <inheritdoc/>
    public override TrainedNetwork Train(CancellationToken cancellation = default) => NetworkTrainer.Train(this, cancellation);

    /// <summary>A network with optimizer, loss and metric of the target, ready to be trained.</summary>
    /// <param name="network">The network; its last layer is that of <see cref="Head"/>.</param>
    /// <param name="learningRate">The learning rate, the highest one where it rises and falls.</param>
    protected Model Compiled(Model network, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(network);
        Head head = Head.Of(Target);
        network.Compile(Options.NewOptimizer(Rate(learningRate)), head.Loss, [head.Metric]);
        return network;
    }

    /// <summary>The figures of a model on examples in the form that it takes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="examples">The examples.</param>
    protected Judged JudgeOn(Model model, Dataset examples)
    {
        (float[] truth, float[] outputs) = Answers.Of(model, examples);
        Judgement judgement = Judgement.Of(Target, truth, outputs);
        return new(judgement.Metrics, judgement);
    }

    /// <summary>What the optimizer follows: one rise and fall over the whole training, or a constant.</summary>
    protected LearningRateSchedule Rate(double highest)
    {
        long steps = (long)Epochs * StepsPerEpoch;
        return FollowsOneCycle && steps >= 4 ? new OneCycle(highest, steps, RiseShare) : highest;
    }

    private string TrainingDecision()
    {
        string optimizer = Options.NewOptimizer(LearningRate).GetType().Name;
        string rate = FollowsOneCycle
            ? Invariant($"learning rate rising to {LearningRate} and falling again (one cycle)")
            : Invariant($"learning rate {LearningRate}");
        return Invariant($"training: {optimizer}, {rate}, batches of {BatchSize}, {EpochsDecision(Epochs, Patience)}");
    }
}
