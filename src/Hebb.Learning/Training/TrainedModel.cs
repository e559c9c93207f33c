using System.Text.Json;
using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Formats;
using Hebb.Keras;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Learning.Training;

/// <summary>A network together with what prepares its inputs and reads its outputs: answers for data as they are.</summary>
public abstract class TrainedModel
{
    private readonly Model? _model;

    /// <summary>A model of a network.</summary>
    /// <param name="model">The network.</param>
    protected TrainedModel(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
    }

    /// <summary>A model without a network.</summary>
    private protected TrainedModel() { }

    /// <summary>The network.</summary>
    /// <exception cref="InvalidOperationException">The model has none: see <see cref="HasNetwork"/>.</exception>
    public Model Model => _model ?? throw new InvalidOperationException(
        "The model has no network: it is made of boosted trees. Look at HasNetwork first, or train a network.");

    /// <summary>Whether there is a network; boosted trees have none.</summary>
    public bool HasNetwork => _model is not null;

    /// <summary>The file that holds the model in a folder: model.keras.</summary>
    internal virtual string FileName => ModelFolder.NetworkName;

    /// <summary>Writes that file.</summary>
    internal virtual void WriteModel(string path) => Model.Save(path);

    /// <summary>What is predicted.</summary>
    public abstract TargetEncoder Target { get; }

    /// <inheritdoc cref="TargetEncoder.Threshold"/>
    public double Threshold
    {
        get => Target.Threshold;
        set => Target.Threshold = value;
    }

    /// <inheritdoc cref="TargetEncoder.RecommendedThreshold"/>
    public double? RecommendedThreshold => Target.RecommendedThreshold;

    /// <summary>What the model answers for: rows of a table, images, texts.</summary>
    public abstract string ExamplesName { get; }

    /// <summary>What it takes and gives, for forms and programs.</summary>
    public abstract ModelSchema Schema { get; }

    /// <summary>What its pipeline.json says it is: <c>hebb-images</c>.</summary>
    public abstract string Format { get; }

    /// <summary>Looks whether a trained network could be saved as a folder, before a long training.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="overwrite">Whether to replace an older one.</param>
    /// <exception cref="IOException">It exists, or holds files that no training wrote.</exception>
    public static void CheckFolder(string folder, bool overwrite = false) => ModelFolder.Check(folder, overwrite);

    /// <summary>Loads a model of one kind.</summary>
    private protected static T Load<T>(string folder, string format, string expected, Func<JsonField, Func<Model, TrainedModel>> read)
        where T : TrainedModel => Load<T>(folder, format, expected, pipeline => SavedModel.OfNetwork(read(pipeline)));

    /// <summary>Loads a model of one kind, which says which file holds it.</summary>
    private protected static T Load<T>(string folder, string format, string expected, Func<JsonField, SavedModel> read)
        where T : TrainedModel =>
        (T)ModelFolder.Load(folder, (found, pipeline) => found == format
            ? read(pipeline)
            : throw new DataException($"The model in '{folder}' answers for {PipelineFile.ExamplesOf(found)}, not for {expected}. Choose another folder."));

    /// <summary>The version of its pipeline.json.</summary>
    protected internal virtual int PipelineVersion => 1;

    /// <summary>Writes what prepares inputs and answers into pipeline.json, behind format and version.</summary>
    /// <param name="json">The object; <see cref="TargetEncoder.Write"/> writes the target.</param>
    protected internal abstract void WritePipeline(Utf8JsonWriter json);

    /// <summary>An input of one example, all zeros.</summary>
    protected internal abstract Tensor Probe();

    /// <summary>The inputs of one example; more than one for a model that sees an example in several forms.</summary>
    internal virtual IReadOnlyList<Tensor> Probes() => [Probe()];

    /// <summary>The shape of the answer to one example.</summary>
    protected internal virtual Shape AnswerShape => [1, Head.Of(Target).Outputs];

    /// <summary>Refuses a model that does not fit to what prepares its inputs.</summary>
    internal virtual void CheckTogether(string modelPath)
    {
        Shape? answer = null;
        IReadOnlyList<Tensor> probes = Probes();
        Tensor probe = probes[0];
        try
        {
            answer = Model.Predict(probes) is [var only] ? only.Shape : null;
        }
        catch (Exception wrong) when (wrong is ShapeException or ArgumentException)
        {
            // It takes other inputs; the message below says so.
        }

        if (answer == AnswerShape) { return; }
        string input = probe.Rank == 2 && probe.DType == DType.Float32 ? $"a row of {probe.Shape[1]} numbers" : $"an input of shape {probe.Shape}";
        throw new FileFormatException(
            $"{modelPath} {(answer is null ? "does not take" : $"gives {answer} for")} {input}, but {ModelFolder.PipelineName} says that it gives {AnswerShape}"
            + ": the two files are not from the same training. Train again, or put the right files together.");
    }
}
