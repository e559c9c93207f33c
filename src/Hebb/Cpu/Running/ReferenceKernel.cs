using System.Buffers;
using Hebb.Tensors;

namespace Hebb.Cpu.Running;

/// <summary>Runs an op's reference evaluation: all of float64 and integer arithmetic, and anything that has no fast kernel.</summary>
internal sealed unsafe class ReferenceKernel(Op op, (Ref At, Shape Shape, DType DType)[] inputs, (Ref At, Shape Shape, DType DType) output) : Kernel
{
    public override string Name => $"reference {op.Name} {output.Shape}";

    public override double Bytes => inputs.Append(output).Sum(value => (double)value.Shape.Size * value.DType.Size);

    public override void Run(Frame frame, int part, int worker)
    {
        Elements[] x = ArrayPool<Elements>.Shared.Rent(inputs.Length);
        for (int i = 0; i < inputs.Length; i++) { x[i] = new(frame.At(inputs[i].At), inputs[i].Shape, inputs[i].DType); }
        op.Evaluate(x.AsSpan(0, inputs.Length), new(frame.At(output.At), output.Shape, output.DType));
        ArrayPool<Elements>.Shared.Return(x, clearArray: true);
    }
}
