using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hebb.Kernels;

/// <summary>Rearranging of operands of matrix products, so that the innermost loops read memory in order.</summary>
internal static unsafe class Panels
{
    /// <summary>Columns of a panel of the right operand.</summary>
    public const int Width = 32;

    /// <summary>Rows of a strip of the left operand.</summary>
    public const int Height = 12;

    /// <summary>Copies columns of a row-major matrix into a panel of 32 columns, zeros beside them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CopyColumns(float* from, nint stride, int depth, int columns, float* to)
    {
        if (columns == Width)
        {
            for (int k = 0; k < depth; k++, from += stride, to += Width)
            {
                Vector512.Load(from).Store(to);
                Vector512.Load(from + 16).Store(to + 16);
            }

            return;
        }

        int first = Math.Min(columns, 16), second = columns - first;
        for (int k = 0; k < depth; k++, from += stride, to += Width)
        {
            VectorAccess.LoadFirst(from, first).Store(to);
            (second > 0 ? VectorAccess.LoadFirst(from + 16, second) : default).Store(to + 16);
        }
    }

    /// <summary>
    /// Writes the transpose of <paramref name="rows"/> rows of length <paramref name="depth"/>: element (r, k) goes to
    /// <c>to[k · width + r]</c>; what is left of the width becomes 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(float* from, nint stride, int depth, int rows, float* to, int width)
    {
        int row = 0;
        for (; row + 4 <= rows; row += 4)
        {
            float* a = from + row * stride, b = a + stride, c = b + stride, d = c + stride;
            float* y = to + row;
            int k = 0;
            for (; Sse.IsSupported && k + 4 <= depth; k += 4, y += 4 * width)
            {
                Vector128<float> va = Vector128.Load(a + k), vb = Vector128.Load(b + k), vc = Vector128.Load(c + k), vd = Vector128.Load(d + k);
                Vector128<float> ab0 = Sse.UnpackLow(va, vb), ab1 = Sse.UnpackHigh(va, vb);
                Vector128<float> cd0 = Sse.UnpackLow(vc, vd), cd1 = Sse.UnpackHigh(vc, vd);
                Sse.MoveLowToHigh(ab0, cd0).Store(y);
                Sse.MoveHighToLow(cd0, ab0).Store(y + width);
                Sse.MoveLowToHigh(ab1, cd1).Store(y + 2 * width);
                Sse.MoveHighToLow(cd1, ab1).Store(y + 3 * width);
            }

            for (; k < depth; k++, y += width) { (y[0], y[1], y[2], y[3]) = (a[k], b[k], c[k], d[k]); }
        }

        for (; row < rows; row++)
        {
            float* a = from + row * stride;
            for (int k = 0; k < depth; k++) { to[(nint)k * width + row] = a[k]; }
        }

        for (; row < width; row++)
        {
            for (int k = 0; k < depth; k++) { to[(nint)k * width + row] = 0; }
        }
    }
}
