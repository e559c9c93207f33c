using Hebb.Ops;

namespace Hebb.Cpu.Chains;

/// <summary>
/// A chain with its values numbered as the code mentions them, so that chains which compute the same have the same text:
/// <c>"MultiplyAdd i0 c0 i1 > t0; Relu t0 > o0; matrix row"</c> (inputs i, constants c, temporaries t, outputs o; then how inputs are walked).
/// </summary>
internal sealed class CanonicalChain
{
    private readonly Chain _chain;
    private readonly Dictionary<short, string> _names = [];

    /// <summary>Numbers the values of a chain.</summary>
    public CanonicalChain(Chain chain)
    {
        _chain = chain;
        List<string> lines = [];
        foreach (Instruction op in chain.Code)
        {
            short[] operands = Elementwise.Arity(op.Function) switch { 1 => [op.A], 2 => [op.A, op.B], _ => [op.A, op.B, op.C] };
            lines.Add($"{op.Function} {string.Join(' ', operands.Select(Name))} > {Name(op.Y)}");
        }

        lines.Add(string.Join(' ', Inputs.Select(input => input.Mode == OperandMode.Product ? "matrix" : $"{input.Mode}".ToLowerInvariant())));
        Text = string.Join("; ", lines);
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The inputs in the order of their numbers.</summary>
    public List<Operand> Inputs { get; } = [];

    /// <summary>The constants in the order of their numbers.</summary>
    public List<int> Constants { get; } = [];

    /// <summary>The outputs in the order of their numbers.</summary>
    public List<Operand> Outputs { get; } = [];

    private string Name(short value)
    {
        if (_names.TryGetValue(value, out string? name)) { return name; }
        if (value < _chain.Inputs.Length)
        {
            Inputs.Add(_chain.Inputs[value]);
            name = $"i{Inputs.Count - 1}";
        }
        else if (value < _chain.FirstTemporary)
        {
            Constants.Add(value - _chain.Inputs.Length);
            name = $"c{Constants.Count - 1}";
        }
        else if (Array.FindIndex(_chain.Outputs, output => output.Value == value) is >= 0 and var index)
        {
            Outputs.Add(_chain.Outputs[index].To);
            name = $"o{Outputs.Count - 1}";
        }
        else
        {
            name = $"t{_names.Values.Count(known => known[0] == 't')}";
        }

        return _names[value] = name;
    }
}
