using System.Globalization;
using Hebb.Callbacks;
using Hebb.Datasets;
using Hebb.Models;
using Hebb.Optimizers.Schedules;

namespace Hebb.Data;

/// <summary>How images, sounds, texts or a series are going to be learned: which examples serve what, and the network, each with its reason.</summary>
public abstract class Recipe
{
    private protected Recipe(TrainingOptions options) => Options = options;

    /// <summary>What is predicted.</summary>
    public abstract TargetEncoder Target { get; }

    /// <summary>What the examples are called in sentences: images, texts, windows.</summary>
    public abstract string ExamplesName { get; }

    /// <summary>How many examples are trained on, how many decide when to stop, and how many serve the final table only.</summary>
    public abstract (int Train, int Validation, int HeldOut) Sizes { get; }

    /// <summary>The most epochs.</summary>
    public int Epochs { get; private protected init; }

    /// <summary>The examples of a batch.</summary>
    public int BatchSize { get; private protected init; }

    /// <summary>How many epochs without a better loss on the validation examples end the training.</summary>
    public int Patience { get; private protected init; }

    /// <summary>The learning rate; the highest one if it follows a schedule.</summary>
    public double LearningRate { get; private protected init; }

    /// <summary>How much examples count in training by their class; null for all the same.</summary>
    public ClassWeight? ClassWeight { get; private protected init; }

    /// <summary>The root of all random choices.</summary>
    public int Seed => Options.Seed;

    /// <summary>The decisions in sentences, each with its reason.</summary>
    public IReadOnlyList<string> Decisions =>
    [
        .. DataDecisions,
        .. NetworkDecisions,
        TrainingDecision(),
        .. Options.BalancedClasses ? ["class weights: balanced, so that a rare class counts as much as a frequent one"]
            : Options.ClassWeights is { } weights ? [$"class weights: {string.Join(", ", weights.Select(pair => Line($"{pair.Key} counts {pair.Value}")))}"]
            : Array.Empty<string>(),
    ];

    /// <summary>What is known about the examples, in lines.</summary>
    public abstract IReadOnlyList<string> Findings { get; }

    /// <summary>Examples left out because they could not be read, with the reasons; complete when training is.</summary>
    public virtual IReadOnlyList<BadFile> Bad => [];

    /// <summary>What was asked for.</summary>
    internal TrainingOptions Options { get; }

    /// <summary>Whether the learning rate rises and falls over all epochs, so that training goes through all of them.</summary>
    private protected abstract bool FollowsOneCycle { get; }

    /// <summary>The share of the training in which the learning rate rises.</summary>
    private protected virtual double RiseShare => 0.3;

    /// <summary>The batches of an epoch.</summary>
    private protected virtual int StepsPerEpoch => (Sizes.Train + BatchSize - 1) / BatchSize;

    private protected abstract IEnumerable<string> DataDecisions { get; }

    private protected abstract IEnumerable<string> NetworkDecisions { get; }

    /// <summary>Passes over the examples of a part.</summary>
    internal abstract Dataset Examples(ExamplePart part);

    /// <summary>The network, ready to be trained.</summary>
    internal abstract Model NewModel();

    /// <summary>What watches the training.</summary>
    internal virtual IReadOnlyList<Callback> Callbacks => Options.Callbacks;

    /// <summary>The trained network in the form in which it is used, where training takes another one.</summary>
    internal virtual Model Finished(Model trained) => trained;

    /// <summary>The network with what prepares its inputs.</summary>
    internal abstract TrainedModel With(Model model);

    /// <summary>The figures of a network on the held-out examples.</summary>
    internal abstract Judged Judge(Model model);

    /// <summary>The figures of a simpler model that learned from the same examples, on those held out; null if training was cancelled.</summary>
    internal abstract IReadOnlyDictionary<string, double>? JudgeSimple(CancellationToken cancellation);

    /// <summary>The figures of an answer that does not learn.</summary>
    internal abstract IReadOnlyDictionary<string, double> Baseline();

    /// <summary>What the simpler model and the answer that does not learn are called.</summary>
    internal abstract (string Simple, string Constant) BaselineNames { get; }

    /// <summary>The answer that does not learn, in words; null if it is its name of the training examples: the majority of the training texts.</summary>
    internal virtual string? ConstantAnswer => null;

    /// <summary>The question that the report answers.</summary>
    internal virtual string Question => NetworkReport.Question(Target, ExamplesName);

    /// <summary>Sections of the report that only this kind of examples has.</summary>
    internal virtual IReadOnlyList<ReportSection> ReportSections(Model model) => [];

    /// <summary>What the optimizer follows: one rise and fall over the whole training, or a constant.</summary>
    private protected LearningRateSchedule Rate(double highest)
    {
        long steps = (long)Epochs * StepsPerEpoch;
        return FollowsOneCycle && steps >= 4 ? new OneCycle(highest, steps, RiseShare) : highest;
    }

    /// <summary>Text with invariant numbers.</summary>
    private protected static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private string TrainingDecision()
    {
        string optimizer = Options.NewOptimizer(LearningRate).GetType().Name;
        string rate = FollowsOneCycle ? Line($"learning rate rising to {LearningRate} and falling again (one cycle)") : Line($"learning rate {LearningRate}");
        string end = Patience >= Epochs ? "keeps the weights with the best validation loss" : Line($"ends {Patience} epochs after the best validation loss and keeps the best weights");
        return Line($"training: {optimizer}, {rate}, batches of {BatchSize}, {(Patience >= Epochs ? "" : "at most ")}{Epochs} epoch{(Epochs == 1 ? "" : "s")}; {end}");
    }
}
