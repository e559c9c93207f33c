using Hebb.Data.Preprocessing;
using Hebb.Learning.Training;
using Hebb.Models;

namespace Hebb.Learning.Kinds;

/// <summary>
/// A kind of learning: from data of one form to a trained network that answers for such data. Everything that differs between tables, images, texts and
/// others is said here and in the folder around it;
/// the tool, reports and serving take it from the kind. A kind of your own derives from <see cref="LearningKind{T}"/> and stands in the list given to <see
/// cref="LearningKinds"/>.
/// </summary>
public abstract class LearningKind
{
    private protected LearningKind() { }

    /// <summary>What its pipeline.json says it is: <c>hebb-images</c>. Never changes: folders saved long ago must load.</summary>
    public abstract string Format { get; }

    /// <summary>What it is called in sentences: "images", "series (--window)".</summary>
    public abstract string Name { get; }

    /// <summary>What its models are called in sentences, where <see cref="Name"/> is about data to train on.</summary>
    public virtual string ModelsName => Name;

    /// <summary>What is learned from, where one kind learns from it in several ways.</summary>
    internal virtual string SourcesName => Name;

    /// <summary>Options of training.</summary>
    public abstract IReadOnlyList<LearningOption> TrainingOptions { get; }

    /// <summary>Those of <see cref="TrainingOptions"/> that say by themselves that a file is of this kind: <c>--window</c>.</summary>
    public virtual IReadOnlyList<LearningOption> Signs => [];

    /// <summary>Those of <see cref="TrainingOptions"/> that name files in place of a path.</summary>
    public virtual IReadOnlyList<LearningOption> FileOptions => [];

    /// <summary>Options of evaluating.</summary>
    public virtual IReadOnlyList<LearningOption> EvaluationOptions => [];

    /// <summary>Options of predicting.</summary>
    public virtual IReadOnlyList<LearningOption> PredictionOptions => [];

    /// <summary>Whether an evaluation can be written as a page.</summary>
    public virtual bool HasReport => true;

    /// <summary>What can be named for training, evaluate and predict, in words for the help; null where another kind's words say it too.</summary>
    public virtual InputHelp Help => new();

    /// <summary>Whether something can be learned by this kind.</summary>
    /// <param name="source">What is named; it exists.</param>
    /// <param name="options">The options given.</param>
    /// <returns>Why, or null.</returns>
    public abstract Detection? Detect(LearningSource source, OptionValues options);

    /// <summary>Reads the data and decides how to learn them, each decision with its reason.</summary>
    /// <param name="request">What to learn from, and what is wanted otherwise than usual.</param>
    /// <exception cref="Data.DataException">The data cannot be learned from; the message says why.</exception>
    /// <exception cref="UsageException">Options are absent or do not go together.</exception>
    public abstract LearningPlan Plan(LearningRequest request);

    /// <summary>How a saved model is used, as a command: "predict DIR IMAGE.png"; null if there is nothing to say.</summary>
    /// <param name="folder">The folder it was saved to, quoted for a shell if it needs to be.</param>
    /// <param name="source">What it was trained on, its path quoted likewise.</param>
    /// <param name="target">What it predicts.</param>
    public virtual string? NextCommand(string folder, LearningSource source, TargetEncoder target) => $"predict {folder} DATA";

    /// <summary>Reads what prepares inputs and answers, and says how to make the model of it.</summary>
    /// <param name="pipeline">The object in pipeline.json; the format is checked already.</param>
    /// <exception cref="Data.DataException">A field is damaged.</exception>
    public abstract Func<Model, TrainedModel> Read(JsonField pipeline);

    /// <summary>The same with the file that holds the model, where that may be another one than a network's.</summary>
    internal virtual SavedModel Saved(JsonField pipeline) => SavedModel.OfNetwork(Read(pipeline));

    /// <summary>Whether a training with such options goes through epochs that can be followed and resumed.</summary>
    internal virtual bool HasEpochs(OptionValues options) => true;

    /// <summary>Answers for the inputs of a request.</summary>
    /// <param name="model">A model of this kind.</param>
    /// <param name="request">What to answer for.</param>
    public abstract PredictionResult Predict(TrainedModel model, LearningRequest request);

    /// <summary>Judges the answers to the inputs of a request, whose truth is known.</summary>
    /// <param name="model">A model of this kind.</param>
    /// <param name="request">What to judge by.</param>
    public abstract EvaluationResult Evaluate(TrainedModel model, LearningRequest request);
}

/// <summary>A kind of learning whose models have a type.</summary>
/// <typeparam name="T">The type of its models.</typeparam>
public abstract class LearningKind<T> : LearningKind
    where T : TrainedModel
{
    /// <inheritdoc/>
    public sealed override PredictionResult Predict(TrainedModel model, LearningRequest request) => Predict((T)model, request);

    /// <inheritdoc/>
    public sealed override EvaluationResult Evaluate(TrainedModel model, LearningRequest request) => Evaluate((T)model, request);

    /// <inheritdoc cref="LearningKind.Predict"/>
    protected abstract PredictionResult Predict(T model, LearningRequest request);

    /// <inheritdoc cref="LearningKind.Evaluate"/>
    protected abstract EvaluationResult Evaluate(T model, LearningRequest request);
}
