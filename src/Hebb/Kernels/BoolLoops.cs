using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hebb.Kernels;

/// <summary>Truth values in memory (bytes) to masks.</summary>
internal sealed unsafe class BoolToMaskLoop : Loop
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(Cursor* cursors, LoopArguments arguments, int rows, int columns)
    {
        Cursor ca = cursors[arguments.A], cy = cursors[arguments.Y];
        byte* a = (byte*)ca.At;
        int* y = (int*)cy.At;
        for (int row = 0; row < rows; row++, a += ca.Stride, y += cy.Stride)
        {
            int i = 0;
            for (; i <= columns - 16; i += 16)
            {
                var (low, high) = Vector128.Widen(Vector128.Load(a + i));
                var (first, last) = Vector256.Widen(Vector256.Create(low, high));
                (~Vector512.Equals(Vector512.Create(first, last).AsInt32(), Vector512<int>.Zero)).Store(y + i);
            }

            for (; i < columns; i++) { y[i] = a[i] != 0 ? -1 : 0; }
        }
    }
}

/// <summary>Masks to truth values in memory (bytes 0 and 1).</summary>
internal sealed unsafe class MaskToBoolLoop : Loop
{
    private readonly nint _step;

    /// <summary>A loop for masks that go along the columns, or for one mask a row.</summary>
    public MaskToBoolLoop(bool splat) => _step = splat ? 0 : 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(Cursor* cursors, LoopArguments arguments, int rows, int columns)
    {
        Cursor ca = cursors[arguments.A], cy = cursors[arguments.Y];
        int* a = (int*)ca.At;
        byte* y = (byte*)cy.At;
        for (int row = 0; row < rows; row++, a += ca.Stride, y += cy.Stride)
        {
            int i = 0;
            if (_step == 1)
            {
                for (; i <= columns - 16; i += 16)
                {
                    var low = Vector256.Narrow(Vector256.Load(a + i), Vector256.Load(a + i + 8));
                    (Vector128.Narrow(low.GetLower(), low.GetUpper()).AsByte() & Vector128<byte>.One).Store(y + i);
                }
            }

            for (; i < columns; i++) { y[i] = (byte)(a[i * _step] & 1); }
        }
    }
}
