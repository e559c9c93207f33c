using Hebb.Formats;
using Hebb.Keras;
using Hebb.Tensors;

namespace Hebb.Models;

public partial class Model
{
    /// <summary>Rows of all inputs that the model was built for; null before.</summary>
    internal IReadOnlyList<(RowShape Row, DType Type)>? InputRows
    {
        get
        {
            BeforeParametersAreSeen();
            return _inputRows;
        }
    }

    /// <summary>What was given when compiling; null before.</summary>
    internal CompileChoices? Choices => _choices;

    /// <summary>Reads a model from a <c>.keras</c> or <c>.h5</c> file.</summary>
    /// <inheritdoc cref="ModelFile.Load(string, LoadOptions?)"/>
    public static Model Load(string path, LoadOptions? options = null) => ModelFile.Load(path, options);

    /// <summary>Writes the model to a <c>.keras</c> file: structure, weights, and how training stands.</summary>
    /// <inheritdoc cref="ModelFile.Save(Model, string, SaveOptions?)"/>
    public void Save(string path, SaveOptions? options = null) => ModelFile.Save(this, path, options);

    /// <summary>Writes the weights alone to a <c>.weights.h5</c> file.</summary>
    /// <inheritdoc cref="ModelFile.SaveWeights(Model, string)"/>
    public void SaveWeights(string path) => ModelFile.SaveWeights(this, path);

    /// <summary>Gives the model the weights of a file.</summary>
    /// <inheritdoc cref="ModelFile.LoadWeights(Model, string)"/>
    public void LoadWeights(string path) => ModelFile.LoadWeights(this, path);

    /// <summary>Makes all weights, for inputs of these rows.</summary>
    internal void BuildFor(IReadOnlyList<(RowShape Row, DType Type)> rows) => EnsureReady(1, rows);
}
