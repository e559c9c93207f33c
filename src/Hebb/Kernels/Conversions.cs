using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Hebb.Tensors;

namespace Hebb.Kernels;

/// <summary>Loops that bring Int32 and Bool operands into chains, and results out of them.</summary>
internal static unsafe class Conversions
{
    /// <summary>The loop that reads an operand: integers become floats, truth values masks.</summary>
    /// <param name="type">The type of the operand.</param>
    /// <param name="alongRow">Whether it has an element for each column.</param>
    public static nint Load(DType type, bool alongRow) => (type, alongRow) switch
    {
        (DType.Int32, true) => (nint)(delegate*<LoopOperands*, void>)&LoadInt32,
        (DType.Int32, false) => (nint)(delegate*<LoopOperands*, void>)&RepeatInt32,
        (DType.Bool, true) => (nint)(delegate*<LoopOperands*, void>)&LoadBool,
        (DType.Bool, false) => (nint)(delegate*<LoopOperands*, void>)&RepeatBool,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Chains read Float32, Int32 and Bool."),
    };

    /// <summary>The loop that writes a result: floats as they are, cut towards 0 to integers, masks as truth values.</summary>
    public static nint Store(DType type, bool alongRow) => (type, alongRow) switch
    {
        (DType.Float32, true) => (nint)ElementLoops.For(Ops.ElementwiseFunction.Or, false, false, false),
        (DType.Float32, false) => (nint)ElementLoops.For(Ops.ElementwiseFunction.Or, true, true, true),
        (DType.Int32, true) => (nint)(delegate*<LoopOperands*, void>)&StoreInt32,
        (DType.Bool, true) => (nint)(delegate*<LoopOperands*, void>)&StoreBool,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Chains write Float32, Int32 and Bool."),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LoadInt32(LoopOperands* o)
    {
        int* a = (int*)o->A;
        float* y = o->Y;
        for (int row = 0; row < o->Rows; row++, a += o->RowA, y += o->RowY)
        {
            for (int i = 0; i < o->Columns; i++) { y[i] = a[i]; }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RepeatInt32(LoopOperands* o)
    {
        int* a = (int*)o->A;
        float* y = o->Y;
        for (int row = 0; row < o->Rows; row++, a += o->RowA, y += o->RowY) { new Span<float>(y, o->Columns).Fill(*a); }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LoadBool(LoopOperands* o)
    {
        byte* a = (byte*)o->A;
        int* y = (int*)o->Y;
        for (int row = 0; row < o->Rows; row++, a += o->RowA, y += o->RowY)
        {
            for (int i = 0; i < o->Columns; i++) { y[i] = a[i] != 0 ? -1 : 0; }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RepeatBool(LoopOperands* o)
    {
        byte* a = (byte*)o->A;
        int* y = (int*)o->Y;
        for (int row = 0; row < o->Rows; row++, a += o->RowA, y += o->RowY) { new Span<int>(y, o->Columns).Fill(*a != 0 ? -1 : 0); }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void StoreInt32(LoopOperands* o)
    {
        float* a = o->A;
        int* y = (int*)o->Y;
        for (int row = 0; row < o->Rows; row++, a += o->RowA, y += o->RowY)
        {
            // Conversions of .NET saturate, and give 0 for NaN, on every processor.
            for (int i = 0; i < o->Columns; i++) { y[i] = (int)a[i]; }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void StoreBool(LoopOperands* o)
    {
        int* a = (int*)o->A;
        byte* y = (byte*)o->Y;
        for (int row = 0; row < o->Rows; row++, a += o->RowA, y += o->RowY)
        {
            for (int i = 0; i < o->Columns; i++) { y[i] = a[i] != 0 ? (byte)1 : (byte)0; }
        }
    }
}
