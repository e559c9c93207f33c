using Hebb.Models;

namespace Hebb.Keras;

/// <summary>Saving and loading, spelled as members of <see cref="Model"/>.</summary>
public static class ModelSaving
{
    extension(Model model)
    {
        /// <summary>Reads a model from a <c>.keras</c> or <c>.h5</c> file.</summary>
        /// <inheritdoc cref="ModelFile.Load(string, LoadOptions?)"/>
        public static Model Load(string path, LoadOptions? options = null) => ModelFile.Load(path, options);

        /// <summary>Writes the model to a <c>.keras</c> or <c>.h5</c> file: structure, weights, and how training stands.</summary>
        /// <inheritdoc cref="ModelFile.Save(Model, string, SaveOptions?)"/>
        public void Save(string path, SaveOptions? options = null) => ModelFile.Save(model, path, options);

        /// <summary>Writes the weights alone to a <c>.weights.h5</c> file.</summary>
        /// <inheritdoc cref="ModelFile.SaveWeights(Model, string)"/>
        public void SaveWeights(string path) => ModelFile.SaveWeights(model, path);

        /// <summary>Gives the model the weights of a file.</summary>
        /// <inheritdoc cref="ModelFile.LoadWeights(Model, string, LoadWeightsOptions?)"/>
        public LoadedWeights LoadWeights(string path, LoadWeightsOptions? options = null) => ModelFile.LoadWeights(model, path, options);
    }
}
