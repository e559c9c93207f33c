using System.Runtime.InteropServices;
using Hebb.Cpu.Chains;
using Hebb.Cpu.Running;
using Hebb.Tensors;

namespace Hebb.Tests.Cpu.Chains;

/// <summary>
/// A chain with memory of its own: every operand in a slot, NaN or a guard pattern in all bytes that are no element. A check compares all
/// bytes with those that an element-by-element interpretation gives, so writing beyond an output or reading padding shows.
/// </summary>
internal sealed unsafe class ChainCase
{
    private const int GuardBytes = 256;
    private static readonly float[] s_special =
    [
        0f, -0f, 1f, -1f, 0.5f, 1.5f, 2.5f, -2.5f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e-45f, -1e-40f, 3e38f, 3e9f, -3e9f,
    ];

    private readonly Chain _chain;
    private readonly Frame _frame;
    private readonly byte[][] _images;
    private readonly float[] _product;
    private readonly int _productStride;
    private readonly float[] _scratch;
    private byte[]?[]? _expected;

    public ChainCase(Chain chain, Random random, int productPadding = 0)
    {
        _chain = chain;
        int slots = chain.Inputs.Concat(chain.Outputs.Select(output => output.To)).Max(operand => operand.At.Slot) + 1;
        _images = new byte[slots][];
        _frame = new(slots) { Pool = new() };
        foreach (Operand operand in chain.Outputs.Select(output => output.To).Concat(chain.Inputs))
        {
            if (operand.Mode == OperandMode.Product) { continue; }
            byte[] image = _images[operand.At.Slot] ??= NewImage(operand);
            for (int row = 0; row < chain.Rows; row++)
            {
                for (int column = 0; column < chain.Columns; column++) { Fill(image, operand, Offset(operand, row, column), random); }
            }
        }

        _productStride = chain.Columns + productPadding;
        _product = new float[chain.Rows * _productStride + 64];
        Array.Fill(_product, float.NaN);
        for (int i = 0; i < chain.Rows * chain.Columns; i++) { _product[i / chain.Columns * _productStride + i % chain.Columns] = Number(random); }
        _scratch = GC.AllocateArray<float>(1 << 16, pinned: true);
        Array.Fill(_scratch, float.NaN);
    }

    /// <summary>Runs the rows in pieces that end at <paramref name="boundaries"/>.</summary>
    public void CheckRows(ChainRunner runner, params int[] boundaries)
    {
        Bind();
        Assert.True(runner.ScratchBytes <= (_scratch.Length - 16) * sizeof(float));
        int first = 0;
        fixed (float* product = _product)
        {
            foreach (int last in boundaries)
            {
                runner.Rows(_frame, Scratch(), first, last, product + first * _productStride, _productStride);
                first = last;
            }
        }

        Compare();
    }

    /// <summary>Runs the parts of the kernel in descending order.</summary>
    public void CheckKernel(ChainKernel kernel)
    {
        Bind();
        _frame.ReserveScratch(kernel.ScratchBytes);
        for (int part = kernel.Parts - 1; part >= 0; part--) { kernel.Run(_frame, part, 0); }
        Compare();
    }

    private float* Scratch() => (float*)(((nint)Marshal.UnsafeAddrOfPinnedArrayElement(_scratch, 0) + 63) & ~63);

    private void Bind()
    {
        for (int i = 0; i < _images.Length; i++)
        {
            if (_images[i] is null) { continue; }
            Storage storage = new(_images[i].Length);
            _images[i].CopyTo(storage.Span<byte>());
            _frame.Bind(i, storage);
        }
    }

    private byte[]?[] Expected()
    {
        byte[]?[] expected = [.. _images.Select(image => image?.ToArray())];
        float[] inputs = new float[_chain.Inputs.Length];
        for (int row = 0; row < _chain.Rows; row++)
        {
            for (int column = 0; column < _chain.Columns; column++)
            {
                for (int i = 0; i < inputs.Length; i++) { inputs[i] = Read(_chain.Inputs[i], row, column); }
                float[] values = NaiveChain.Evaluate(_chain, inputs);
                foreach (ChainOutput output in _chain.Outputs)
                {
                    NaiveChain.Write(expected[output.To.At.Slot].AsSpan((int)Offset(output.To, row, column)), output.To.Type, values[output.Value]);
                }
            }
        }

        return expected;
    }

    private void Compare()
    {
        byte[]?[] expected = _expected ??= Expected();
        for (int slot = 0; slot < expected.Length; slot++)
        {
            if (expected[slot] is not { } bytes) { continue; }
            bool floats = _chain.Inputs.Concat(_chain.Outputs.Select(output => output.To)).Any(o => o.At.Slot == slot && o.Type == DType.Float32);
            Span<byte> actual = _frame.Owner(slot).Span<byte>();
            for (int i = 0; i < bytes.Length; i += floats ? 4 : 1)
            {
                bool same = floats
                    ? SameFloat(BitConverter.ToSingle(bytes, i), BitConverter.ToSingle(actual[i..]))
                    : bytes[i] == actual[i];
                if (same) { continue; }
                Assert.Fail($"slot {slot} byte {i}: {Show(actual[i..], floats)}, expected {Show(bytes.AsSpan(i), floats)}; "
    + $"{_chain.Rows}x{_chain.Columns} {string.Join(", ", _chain.Inputs)}; {string.Join(", ", _chain.Code)}; {string.Join(", ", _chain.Outputs)}");
            }
        }
    }

    private static string Show(ReadOnlySpan<byte> bytes, bool floats) => floats ? $"{BitConverter.ToSingle(bytes):R}" : $"{bytes[0]}";

    private static bool SameFloat(float a, float b) =>
        BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b) || float.IsNaN(a) && float.IsNaN(b);

    private float Read(Operand operand, int row, int column) => operand.Mode == OperandMode.Product
        ? _product[row * _productStride + column]
        : NaiveChain.Read(_images[operand.At.Slot].AsSpan((int)Offset(operand, row, column)), operand.Type);

    private byte[] NewImage(Operand operand)
    {
        // 0xFF everywhere: NaN as a float, −1 as an integer, neither 0 nor 1 as a boolean.
        byte[] image = new byte[operand.At.Offset + ((long)_chain.Rows * Math.Max(1, operand.RowStride) + _chain.Columns) * operand.Type.Size + GuardBytes];
        Array.Fill(image, (byte)0xFF);
        return image;
    }

    private static long Offset(Operand operand, int row, int column) => operand.At.Offset + operand.Type.Size * operand.Mode switch
    {
        OperandMode.Matrix => (long)row * operand.RowStride + column,
        OperandMode.Row => column,
        OperandMode.Column => (long)row * operand.RowStride,
        _ => 0,
    };

    private static void Fill(byte[] image, Operand operand, long offset, Random random)
    {
        switch (operand.Type)
        {
            case DType.Bool: image[offset] = (byte)random.Next(2); break;
            case DType.Int32: BitConverter.TryWriteBytes(image.AsSpan((int)offset), random.Next(4) == 0 ? random.Next() : random.Next(-5, 6)); break;
            default: BitConverter.TryWriteBytes(image.AsSpan((int)offset), Number(random)); break;
        }
    }

    private static float Number(Random random) => random.Next(6) == 0 ? s_special[random.Next(s_special.Length)] : random.NextSingle() * 8 - 4;
}
