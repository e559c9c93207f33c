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

    /// <summary>Makes all weights, for inputs of these rows.</summary>
    internal void BuildFor(IReadOnlyList<(RowShape Row, DType Type)> rows) => EnsureReady(1, rows);
}
