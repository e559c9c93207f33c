using System.Text;
using Hebb.Tensors;

namespace Hebb.Kernels;

/// <summary>
/// The canonical text of a chain: what it computes, without shapes, addresses and the values of constants. Inputs (i), constants (c) and
/// outputs (o) are numbered as the code first mentions them, all other results (t) in order; after the code stand the modes of the inputs.
/// </summary>
/// <example><c>Subtract i0 i1 > t0; MultiplyAdd t0 c0 i1 > o0; matrix matrix</c></example>
internal sealed class ChainText
{
    private readonly Chain _chain;
    private readonly List<short> _inputs = [];
    private readonly List<short> _constants = [];
    private readonly List<short> _outputs = [];
    private readonly List<short> _temporaries = [];

    private ChainText(Chain chain) => _chain = chain;

    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>Inputs, constants and outputs in the order of the text.</summary>
    public required Place[] Places { get; init; }

    /// <summary>The text of a chain; null for chains with other types than Float32, unused inputs or outputs that no code computes.</summary>
    public static ChainText? Of(Chain chain)
    {
        if (chain.Inputs.Concat(chain.Outputs.Select(output => output.To)).Any(operand => operand.Type != DType.Float32)) { return null; }
        if (chain.Outputs.Any(output => output.Value < chain.FirstTemporary)) { return null; }
        if (chain.Outputs.DistinctBy(output => output.Value).Count() != chain.Outputs.Length) { return null; }
        ChainText names = new(chain) { Text = "", Places = [] };
        StringBuilder text = new();
        foreach (Instruction code in chain.Code)
        {
            text.Append(code.Function);
            foreach (short value in ChainOperation.OperandsOf(code)) { text.Append(' ').Append(names.Name(value)); }
            text.Append(" > ").Append(names.Name(code.Y)).Append("; ");
        }

        text.AppendJoin(' ', names._inputs.Select(value => chain.Inputs[value].Mode switch
        {
            OperandMode.Product or OperandMode.Matrix => "matrix",
            OperandMode mode => mode.ToString().ToLowerInvariant(),
        }));
        if (names._inputs.Count != chain.Inputs.Length || names._outputs.Count != chain.Outputs.Length) { return null; }

        Place At(Operand operand) => Place.Of(operand, chain.Rows, chain.Columns);
        return new(chain)
        {
            Text = text.ToString(),
            Places =
            [
                .. names._inputs.Select(value => At(chain.Inputs[value])),
                .. names._constants.Select(value => new Place(PlaceKind.Constant, Extent.None, value - chain.Inputs.Length, default)),
                .. names._outputs.Select(value => At(chain.Outputs.First(output => output.Value == value).To)),
            ],
        };
    }

    private string Name(short value)
    {
        var (letter, list) = value < _chain.Inputs.Length ? ('i', _inputs)
            : value < _chain.FirstTemporary ? ('c', _constants)
            : _chain.Outputs.Any(output => output.Value == value) ? ('o', _outputs)
            : ('t', _temporaries);
        int index = list.IndexOf(value);
        if (index < 0)
        {
            index = list.Count;
            list.Add(value);
        }

        return $"{letter}{index}";
    }
}
