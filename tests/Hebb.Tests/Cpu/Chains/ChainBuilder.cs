using Hebb.Cpu.Chains;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Cpu.Chains;

/// <summary>Random operands and random chains.</summary>
internal static class ChainBuilder
{
    public static Operand Operand(int slot, OperandMode mode, int columns, DType type, Random random)
    {
        int stride = mode switch
        {
            OperandMode.Matrix => columns + random.Next(3) / 2 * 7,
            OperandMode.Column => 1 + random.Next(2) * 3,
            _ => 0,
        };
        return new(new(slot, random.Next(2) * 20), mode, stride, type);
    }

    public static Chain Random(Random random)
    {
        int rows = random.Next(4) == 0 ? 1 : random.Next(1, 70), columns = random.Next(3) switch
        {
            0 => random.Next(1, 20),
            1 => random.Next(1, 100),
            _ => rows < 8 ? random.Next(1, 2500) : random.Next(1, 64),
        };
        List<Operand> inputs = [];
        List<bool> truth = [];
        int count = random.Next(1, 6);
        for (int i = 0; i < count; i++)
        {
            OperandMode mode = random.Next(2) == 0 ? OperandMode.Matrix : (OperandMode)random.Next(5);
            DType type = mode == OperandMode.Product ? DType.Float32 : random.Next(6) switch { 0 => DType.Bool, 1 => DType.Int32, _ => DType.Float32 };
            inputs.Add(Operand(i, mode, columns, type, random));
            truth.Add(type == DType.Bool);
        }

        float[] constants = [0f, random.NextSingle() * 3 - 1];
        truth.AddRange([false, false]);
        int operations = random.Next(1, 16);
        List<Instruction> code = [];
        ElementwiseFunction[] functions = Enum.GetValues<ElementwiseFunction>();
        while (code.Count < operations)
        {
            ElementwiseFunction function = functions[random.Next(functions.Length)];
            bool ofTruth = function is ElementwiseFunction.And or ElementwiseFunction.Or or ElementwiseFunction.Not;
            short[] numbers = [.. Enumerable.Range(0, truth.Count).Where(i => !truth[i]).Select(i => (short)i)];
            short[] truths = [.. Enumerable.Range(0, truth.Count).Where(i => truth[i]).Select(i => (short)i)];
            if ((ofTruth || function == ElementwiseFunction.Select) && truths.Length == 0) { continue; }
            short Pick(short[] from) => from[^(1 + Math.Min(random.Next(from.Length), random.Next(from.Length)))];
            short a = Pick(ofTruth || function == ElementwiseFunction.Select ? truths : numbers);
            code.Add(new(function, a, Pick(ofTruth ? truths : numbers), Pick(ofTruth ? truths : numbers), (short)truth.Count));
            truth.Add(Elementwise.GivesBool(function));
        }

        List<ChainOutput> outputs = [];
        HashSet<int> taken = [];
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            short value = (short)(random.Next(5) == 0 ? random.Next(truth.Count) : truth.Count - 1 - random.Next(Math.Min(code.Count, 4)));
            DType type = truth[value] ? DType.Bool : random.Next(6) == 0 ? DType.Int32 : DType.Float32;
            int inPlace = inputs.FindIndex(input => input.Mode == OperandMode.Matrix && input.Type == type && !taken.Contains(input.At.Slot));
            Operand to = inPlace >= 0 && random.Next(3) > 0 ? inputs[inPlace] : Operand(10 + i, OperandMode.Matrix, columns, type, random);
            taken.Add(to.At.Slot);
            outputs.Add(new(value, to));
        }

        return new() { Rows = rows, Columns = columns, Inputs = [.. inputs], Constants = constants, Code = [.. code], Outputs = [.. outputs] };
    }
}
