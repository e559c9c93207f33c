using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hebb.Cpu.Movement;

/// <summary>Exchanges rows and columns, in blocks that stay in cache.</summary>
internal static unsafe class Transposition
{
    /// <summary>Rows and columns of a block: its cache lines on both sides fit into the first-level cache.</summary>
    private const int Block = 32;

    /// <summary>to[j, i] = from[i, j] for elements of 4 bytes; strides are in elements.</summary>
    public static void Floats(float* from, nint fromRow, float* to, nint toRow, int rows, int columns)
    {
        for (int i = 0; i < rows; i += Block)
        {
            for (int j = 0; j < columns; j += Block)
            {
                BlockOfFloats(from + (i * fromRow) + j, fromRow, to + (j * toRow) + i, toRow, Math.Min(Block, rows - i), Math.Min(Block, columns - j));
            }
        }
    }

    /// <summary>to[j, i] = from[i, j] for elements of any size; strides are in elements.</summary>
    public static void Elements<T>(T* from, nint fromRow, T* to, nint toRow, int rows, int columns) where T : unmanaged
    {
        if (sizeof(T) == sizeof(float))
        {
            Floats((float*)from, fromRow, (float*)to, toRow, rows, columns);
            return;
        }

        for (int i = 0; i < rows; i += Block)
        {
            for (int j = 0; j < columns; j += Block)
            {
                Singly(from + (i * fromRow) + j, fromRow, to + (j * toRow) + i, toRow, Math.Min(Block, rows - i), Math.Min(Block, columns - j));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void BlockOfFloats(float* from, nint fromRow, float* to, nint toRow, int rows, int columns)
    {
        int i = 0;
        if (Sse.IsSupported)
        {
            for (; i + 4 <= rows; i += 4)
            {
                float* f = from + (i * fromRow);
                int j = 0;
                for (; j + 4 <= columns; j += 4)
                {
                    Vector128<float> r0 = Vector128.Load(f + j), r1 = Vector128.Load(f + fromRow + j);
                    Vector128<float> r2 = Vector128.Load(f + (2 * fromRow) + j), r3 = Vector128.Load(f + (3 * fromRow) + j);
                    Vector128<float> low01 = Sse.UnpackLow(r0, r1), high01 = Sse.UnpackHigh(r0, r1);
                    Vector128<float> low23 = Sse.UnpackLow(r2, r3), high23 = Sse.UnpackHigh(r2, r3);
                    float* t = to + (j * toRow) + i;
                    Sse.MoveLowToHigh(low01, low23).Store(t);
                    Sse.MoveHighToLow(low23, low01).Store(t + toRow);
                    Sse.MoveLowToHigh(high01, high23).Store(t + (2 * toRow));
                    Sse.MoveHighToLow(high23, high01).Store(t + (3 * toRow));
                }

                Singly(f + j, fromRow, to + (j * toRow) + i, toRow, 4, columns - j);
            }
        }

        Singly(from + (i * fromRow), fromRow, to + i, toRow, rows - i, columns);
    }

    private static void Singly<T>(T* from, nint fromRow, T* to, nint toRow, int rows, int columns) where T : unmanaged
    {
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++) { to[(j * toRow) + i] = from[(i * fromRow) + j]; }
        }
    }
}
