using Hebb.Cpu.Chains;
using Hebb.Cpu.Running;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Cpu.Lowering;

/// <summary>Collects the operands and operations of a chain, and numbers its values: inputs, constants, temporaries.</summary>
internal sealed class ChainBuilder(int columns)
{
    // While the numbers of inputs and constants are unknown, values are numbered from these starts.
    private const short FirstConstant = 8192;
    private const short FirstTemporary = 16384;

    private readonly List<Operand> _inputs = [];
    private readonly List<float> _constants = [];
    private readonly List<Instruction> _code = [];
    private readonly List<ChainOutput> _outputs = [];
    private readonly Dictionary<(GraphNode, OperandMode), short> _inputNumbers = [];
    private readonly Dictionary<GraphNode, short> _computed = [];

    /// <summary>The length of a row.</summary>
    public int Columns { get; } = columns;

    /// <summary>The number of an input, added when it is new.</summary>
    public short Input(GraphNode source, Operand operand)
    {
        if (_inputNumbers.TryGetValue((source, operand.Mode), out short number)) { return number; }
        _inputs.Add(operand);
        return _inputNumbers[(source, operand.Mode)] = (short)(_inputs.Count - 1);
    }

    /// <summary>The number of a constant, added when it is new.</summary>
    public short Constant(float value)
    {
        int index = _constants.FindIndex(known => BitConverter.SingleToInt32Bits(known) == BitConverter.SingleToInt32Bits(value));
        if (index < 0)
        {
            index = _constants.Count;
            _constants.Add(value);
        }

        return (short)(FirstConstant + index);
    }

    /// <summary>The number of a value computed before.</summary>
    public short Computed(GraphNode node) => _computed[node];

    /// <summary>Adds the operation that computes a node.</summary>
    public void Compute(GraphNode node, short[] x)
    {
        short y = (short)(FirstTemporary + _code.Count);
        _code.Add(node.Op switch
        {
            Elementwise { Function: var function } => new(function, x[0], x.Length > 1 ? x[1] : (short)0, x.Length > 2 ? x[2] : (short)0, y),
            Cast { To: DType.Bool } => new(ElementwiseFunction.NotEqual, x[0], Constant(0), 0, y),
            Cast when node.Inputs[0].DType == DType.Bool => new(ElementwiseFunction.Select, x[0], Constant(1), Constant(0), y),

            // Loads and stores convert between Int32 and float; between them nothing is left to do.
            Cast => new(ElementwiseFunction.Multiply, x[0], Constant(1), 0, y),
            _ => throw new InvalidOperationException($"{node.Op.Name} is not elementwise."),
        });
        _computed[node] = y;
    }

    /// <summary>Stores a computed value.</summary>
    public void Store(GraphNode node, Ref to) => _outputs.Add(new(_computed[node], new(to, OperandMode.Matrix, Columns, node.DType)));

    /// <summary>The chain.</summary>
    public Chain Build(int rows)
    {
        short Number(short value) => value >= FirstTemporary ? (short)(value - FirstTemporary + _inputs.Count + _constants.Count)
            : value >= FirstConstant ? (short)(value - FirstConstant + _inputs.Count)
            : value;
        return new()
        {
            Rows = rows,
            Columns = Columns,
            Inputs = [.. _inputs],
            Constants = [.. _constants],
            Code = [.. _code.Select(op => Elementwise.Arity(op.Function) switch
            {
                1 => op with { A = Number(op.A), Y = Number(op.Y) },
                2 => op with { A = Number(op.A), B = Number(op.B), Y = Number(op.Y) },
                _ => op with { A = Number(op.A), B = Number(op.B), C = Number(op.C), Y = Number(op.Y) },
            })],
            Outputs = [.. _outputs.Select(output => output with { Value = Number(output.Value) })],
        };
    }
}
