using Hebb.Models;
using Hebb.Formats;
using Hebb.Keras;
using Hebb.Tensors;

namespace Hebb.Data;

/// <summary>A network together with what prepares its inputs and reads its outputs: answers for data as they are.</summary>
public abstract class TrainedModel
{
    private protected TrainedModel(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
    }

    /// <summary>The network.</summary>
    public Model Model { get; }

    /// <summary>What is predicted.</summary>
    public abstract TargetEncoder Target { get; }

    /// <summary>What the model answers for: rows of a table, images, texts.</summary>
    public abstract string ExamplesName { get; }

    /// <summary>Loads what a training saved, whatever it was trained on.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">The folder lacks a file.</exception>
    /// <exception cref="FileFormatException">A file is damaged, or the two do not belong together.</exception>
    /// <exception cref="DataException">The pipeline is damaged.</exception>
    public static TrainedModel Load(string folder) => ModelFolder.Load(folder);

    /// <summary>Looks whether a trained network could be saved as a folder, before a long training.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="overwrite">Whether to replace an older one.</param>
    /// <exception cref="IOException">It exists, or holds files that no training wrote.</exception>
    public static void CheckFolder(string folder, bool overwrite = false) => ModelFolder.Check(folder, overwrite);

    /// <summary>Loads a model of one kind.</summary>
    private protected static T Load<T>(string folder, string expected) where T : TrainedModel => ModelFolder.Load(folder) is var model && model is T wanted
        ? wanted
        : throw new DataException($"The model in '{folder}' answers for {model.ExamplesName}, not for {expected}. Choose another folder.");

    /// <summary>Writes what prepares inputs as pipeline.json.</summary>
    internal abstract void SavePipeline(string path);

    /// <summary>An input of one example, all zeros.</summary>
    internal abstract Tensor Probe();

    /// <summary>The shape of the answer to one example.</summary>
    internal virtual Shape AnswerShape => [1, Head.Of(Target).Outputs];

    /// <summary>Refuses a network that does not fit to what prepares its inputs.</summary>
    internal void CheckTogether(string modelPath)
    {
        Shape? answer = null;
        Tensor probe = Probe();
        try
        {
            answer = Model.Predict([probe]) is [var only] ? only.Shape : null;
        }
        catch (ShapeException)
        {
            // It takes other inputs; the message below says so.
        }

        if (answer == AnswerShape) { return; }
        throw new FileFormatException(
            $"{modelPath} {(answer is null ? "does not take" : $"gives {answer} for")} {(probe.Rank == 2 && probe.DType == DType.Float32 ? $"a row of {probe.Shape[1]} numbers" : $"an input of shape {probe.Shape}")}, "
            + $"but {ModelFolder.PipelineName} says that it gives {AnswerShape}: the two files are not from the same training. Train again, or put the right files together.");
    }
}
