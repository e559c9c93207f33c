using Hebb.Ops;

namespace Hebb.Kernels;

/// <summary>An operation of a chain as it is executed: one instruction, or several that have a loop of their own.</summary>
/// <param name="Function">The function; null for the gradient of relu, select(0 &lt; a, b, 0).</param>
/// <param name="Operands">The values it reads.</param>
/// <param name="Result">The value it computes.</param>
internal readonly record struct ChainOperation(ElementwiseFunction? Function, short[] Operands, short Result)
{
    /// <summary>The operations of a chain, in order.</summary>
    public static ChainOperation[] From(Chain chain)
    {
        List<ChainOperation> operations = [];
        Dictionary<short, int> reads = [];
        foreach (short value in chain.Code.SelectMany(OperandsOf).Concat(chain.Outputs.Select(output => output.Value)))
        {
            reads[value] = reads.GetValueOrDefault(value) + 1;
        }

        foreach (Instruction code in chain.Code)
        {
            int mask = code.Function == ElementwiseFunction.Select && IsZero(chain, code.C) && reads[code.A] == 1
                ? operations.FindIndex(operation => operation.Result == code.A && operation.Function == ElementwiseFunction.Less
                    && IsZero(chain, operation.Operands[0]))
                : -1;
            if (mask < 0)
            {
                operations.Add(new(code.Function, OperandsOf(code), code.Y));
                continue;
            }

            short positive = operations[mask].Operands[1];
            operations.RemoveAt(mask);
            operations.Add(new(null, [positive, code.B], code.Y));
        }

        return [.. operations];
    }

    /// <summary>The values an instruction reads.</summary>
    public static short[] OperandsOf(Instruction code) => Elementwise.Arity(code.Function) switch
    {
        1 => [code.A],
        2 => [code.A, code.B],
        _ => [code.A, code.B, code.C],
    };

    /// <summary>The loop, for operands that have one element a row (true) or go along the columns (false).</summary>
    public Loop LoopFor(bool[] splat) =>
        Function is { } function ? LoopTable.For(function, splat[0], splat[1], splat[2]) : LoopTable.KeepPositive(splat[0], splat[1]);

    private static bool IsZero(Chain chain, short value) => value >= chain.Inputs.Length && value < chain.FirstTemporary
        && BitConverter.SingleToInt32Bits(chain.Constants[value - chain.Inputs.Length]) == 0;
}
