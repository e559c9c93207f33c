using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Hebb.Tensors;
using Step = Hebb.Cpu.Chains.ChainRunner.Step;

namespace Hebb.Cpu.Chains;

/// <summary>Loops that bring Int32 and Bool operands into chains, and results out of them.</summary>
internal static unsafe class Conversions
{
    /// <summary>The loop that reads an operand: integers become floats, booleans masks.</summary>
    /// <param name="type">The type of the operand.</param>
    /// <param name="alongRow">Whether it has an element for each column.</param>
    public static nint Load(DType type, bool alongRow) => (type, alongRow) switch
    {
        (DType.Int32, true) => (nint)(delegate*<ChainWalker*, Step*, int, int, void>)&LoadInt32,
        (DType.Int32, false) => (nint)(delegate*<ChainWalker*, Step*, int, int, void>)&RepeatInt32,
        (DType.Bool, true) => (nint)(delegate*<ChainWalker*, Step*, int, int, void>)&LoadBool,
        (DType.Bool, false) => (nint)(delegate*<ChainWalker*, Step*, int, int, void>)&RepeatBool,
        _ => throw new NotSupportedException($"Chains read Float32, Int32 and Bool, not {type}."),
    };

    /// <summary>The loop that writes a result: floats as they are, cut towards 0 to integers, masks as booleans.</summary>
    public static nint Store(DType type, bool alongRow) => (type, alongRow) switch
    {
        (DType.Float32, true) => (nint)ElementLoops.For(Ops.ElementwiseFunction.Or, false, false, false),
        (DType.Float32, false) => (nint)ElementLoops.For(Ops.ElementwiseFunction.Or, true, true, true),
        (DType.Int32, true) => (nint)(delegate*<ChainWalker*, Step*, int, int, void>)&StoreInt32,
        (DType.Bool, true) => (nint)(delegate*<ChainWalker*, Step*, int, int, void>)&StoreBool,
        _ => throw new NotSupportedException($"Chains write Float32, Int32 and Bool, not {type}."),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LoadInt32(ChainWalker* at, Step* step, int rows, int columns)
    {
        ChainWalker* atA = at + step->A, atY = at + step->Y;
        int* a = (int*)atA->At;
        float* y = atY->At;
        for (int row = 0; row < rows; row++, a += atA->RowStride, y += atY->RowStride)
        {
            int i = 0;
            for (; i <= columns - 16; i += 16) { Vector512.ConvertToSingle(Vector512.Load(a + i)).Store(y + i); }
            for (; i < columns; i++) { y[i] = a[i]; }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RepeatInt32(ChainWalker* at, Step* step, int rows, int columns)
    {
        ChainWalker* atA = at + step->A, atY = at + step->Y;
        int* a = (int*)atA->At;
        float* y = atY->At;
        for (int row = 0; row < rows; row++, a += atA->RowStride, y += atY->RowStride) { new Span<float>(y, columns).Fill(*a); }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LoadBool(ChainWalker* at, Step* step, int rows, int columns)
    {
        ChainWalker* atA = at + step->A, atY = at + step->Y;
        byte* a = (byte*)atA->At;
        int* y = (int*)atY->At;
        for (int row = 0; row < rows; row++, a += atA->RowStride, y += atY->RowStride)
        {
            int i = 0;
            for (; i <= columns - 16; i += 16) { (~Vector512.Equals(Widened(Vector128.Load(a + i)), Vector512<int>.Zero)).Store(y + i); }
            for (; i < columns; i++) { y[i] = a[i] != 0 ? -1 : 0; }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RepeatBool(ChainWalker* at, Step* step, int rows, int columns)
    {
        ChainWalker* atA = at + step->A, atY = at + step->Y;
        byte* a = (byte*)atA->At;
        int* y = (int*)atY->At;
        for (int row = 0; row < rows; row++, a += atA->RowStride, y += atY->RowStride) { new Span<int>(y, columns).Fill(*a != 0 ? -1 : 0); }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void StoreInt32(ChainWalker* at, Step* step, int rows, int columns)
    {
        ChainWalker* atA = at + step->A, atY = at + step->Y;
        float* a = atA->At;
        int* y = (int*)atY->At;
        for (int row = 0; row < rows; row++, a += atA->RowStride, y += atY->RowStride)
        {
            // Conversions of .NET saturate, and give 0 for NaN, on every processor.
            int i = 0;
            for (; i <= columns - 16; i += 16) { Vector512.ConvertToInt32(Vector512.Load(a + i)).Store(y + i); }
            for (; i < columns; i++) { y[i] = (int)a[i]; }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void StoreBool(ChainWalker* at, Step* step, int rows, int columns)
    {
        ChainWalker* atA = at + step->A, atY = at + step->Y;
        int* a = (int*)atA->At;
        byte* y = (byte*)atY->At;
        for (int row = 0; row < rows; row++, a += atA->RowStride, y += atY->RowStride)
        {
            int i = 0;
            for (; i <= columns - 16; i += 16) { Narrowed(~Vector512.Equals(Vector512.Load(a + i), Vector512<int>.Zero) & Vector512<int>.One).Store(y + i); }
            for (; i < columns; i++) { y[i] = a[i] != 0 ? (byte)1 : (byte)0; }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Widened(Vector128<byte> bytes)
    {
        if (Avx512F.IsSupported) { return Avx512F.ConvertToVector512Int32(bytes); }
        (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(bytes);
        (Vector128<uint> a, Vector128<uint> b) = Vector128.Widen(low);
        (Vector128<uint> c, Vector128<uint> d) = Vector128.Widen(high);
        return Vector512.Create(Vector256.Create(a, b), Vector256.Create(c, d)).AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Narrowed(Vector512<int> values)
    {
        if (Avx512F.IsSupported) { return Avx512F.ConvertToVector128Byte(values); }
        Vector256<uint> low = values.GetLower().AsUInt32(), high = values.GetUpper().AsUInt32();
        return Vector128.Narrow(Vector128.Narrow(low.GetLower(), low.GetUpper()), Vector128.Narrow(high.GetLower(), high.GetUpper()));
    }
}
