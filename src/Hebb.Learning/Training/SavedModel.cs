using Hebb.Keras;
using Hebb.Models;

namespace Hebb.Learning.Training;

/// <summary>Which file of a folder holds the model, as pipeline.json says, and how it is read.</summary>
/// <param name="FileName">The file.</param>
/// <param name="Read">Reads the file at a path.</param>
internal sealed record SavedModel(string FileName, Func<string, TrainedModel> Read)
{
    /// <summary>A network, from which the rest of the model is made.</summary>
    public static SavedModel OfNetwork(Func<Model, TrainedModel> rest) => new(ModelFolder.NetworkName, path => rest(Model.Load(path)));
}
