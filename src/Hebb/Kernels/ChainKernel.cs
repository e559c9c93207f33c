using Hebb.Ops;

namespace Hebb.Kernels;

/// <summary>A chain as a kernel of its own. Its parts are runs of elements if all operands are contiguous, else runs of rows.</summary>
internal sealed unsafe class ChainKernel : Kernel
{
    /// <summary>The work of a part, in nanoseconds of one thread: enough that handing it to another thread pays.</summary>
    private const double PartNanoseconds = 10_000;

    private readonly ChainRunner _runner;
    private readonly bool _byElements;
    private readonly long _count;
    private readonly long _perPart;

    /// <summary>A kernel for a chain without <see cref="OperandMode.Product"/>.</summary>
    public ChainKernel(Chain chain)
    {
        if (chain.Inputs.Any(input => input.Mode == OperandMode.Product))
        {
            throw new ArgumentException("A chain that reads a product runs as the epilogue of that product; give it to the matrix kernel.", nameof(chain));
        }

        _runner = new(chain);
        Chain view = _runner.Chain;
        _byElements = _runner.IsFlat;
        _count = _byElements ? (long)view.Rows * view.Columns : view.Rows;
        double each = (_byElements ? 1 : view.Columns) * Nanoseconds(view);
        // Boundaries at multiples of 16 elements: parts then do not meet inside a vector of a contiguous operand.
        long grain = _byElements ? 16 : 16 / Gcd(16, view.Columns);
        long least = Math.Max(1, (long)Math.Ceiling(PartNanoseconds / each));
        _perPart = (least + grain - 1) / grain * grain;
        Parts = (int)Math.Clamp(_count / _perPart, 1, 1 << 16);
        _perPart = ((_count + Parts - 1) / Parts + grain - 1) / grain * grain;
        Parts = (int)Math.Max(1, (_count + _perPart - 1) / _perPart);
        ScratchBytes = _runner.ScratchBytes;
    }

    /// <summary>What it computes.</summary>
    public Chain Chain => _runner.Chain;

    /// <inheritdoc/>
    public override string Name => $"chain {Chain.Rows}x{Chain.Columns}: {string.Join(' ', Chain.Code.Select(code => code.Function))}";

    /// <inheritdoc/>
    public override double Flops => (double)Chain.Rows * Chain.Columns * Chain.Code.Sum(code => code.Function == ElementwiseFunction.MultiplyAdd ? 2 : 1);

    /// <inheritdoc/>
    public override double Bytes => Chain.Inputs.Concat(Chain.Outputs.Select(output => output.To)).Sum(operand =>
    {
        var (first, end) = Place.Range(operand with { RowStride = operand.Mode == OperandMode.Column ? 1 : Chain.Columns }, Chain.Rows, Chain.Columns);
        return (double)(end - first);
    });

    /// <inheritdoc/>
    public override void Run(Frame frame, int part, int worker)
    {
        long first = part * _perPart, last = Math.Min(_count, first + _perPart);
        float* scratch = ScratchBytes == 0 ? null : frame.Scratch(worker);
        if (_byElements) { _runner.Elements(frame, scratch, first, last, null); }
        else { _runner.Rows(frame, scratch, (int)first, (int)last, null, 0); }
    }

    /// <summary>An estimate for one element: part of the contract that parts follow from shapes alone, so never measured.</summary>
    private static double Nanoseconds(Chain chain) => 0.1 * (chain.Inputs.Length + chain.Outputs.Length) + chain.Code.Sum(code => code.Function switch
    {
        ElementwiseFunction.Exp or ElementwiseFunction.Expm1 or ElementwiseFunction.Log or ElementwiseFunction.Log1p => 0.4,
        ElementwiseFunction.Tanh or ElementwiseFunction.Sigmoid or ElementwiseFunction.Erf => 0.5,
        >= ElementwiseFunction.Sin and <= ElementwiseFunction.Cosh => 15,
        ElementwiseFunction.Asinh or ElementwiseFunction.Acosh or ElementwiseFunction.Atanh => 15,
        ElementwiseFunction.Power or ElementwiseFunction.Modulo => 20,
        ElementwiseFunction.Sqrt or ElementwiseFunction.Divide => 0.2,
        _ => 0.05,
    });

    private static int Gcd(int a, int b) => b == 0 ? a : Gcd(b, a % b);
}
