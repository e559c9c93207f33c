using Hebb.Tensors;

namespace Hebb.Ops;

/// <summary>How a window of <paramref name="Size"/> taps moves along an axis.</summary>
/// <param name="Size">Taps.</param>
/// <param name="Stride">Steps from one position of the window to the next.</param>
/// <param name="Dilation">Steps from one tap to the next.</param>
/// <param name="Before">Cells of zeros before the first element; below 0: elements left out.</param>
/// <param name="After">Cells of zeros behind the last element; below 0: elements left out.</param>
/// <param name="Spread">Steps from one element to the next: between them lie <paramref name="Spread"/> − 1 zeros. Larger than 1 in
/// gradients of strided windows.</param>
/// <remarks>Kernels compute with places of cells in 32 bits. They may, because an op takes only windows that <see cref="Check"/> let pass.</remarks>
internal readonly record struct Window(int Size, int Stride = 1, int Dilation = 1, int Before = 0, int After = 0, int Spread = 1)
{
    /// <summary>The most cells of an axis, elements and zeros together, and the most that a window reaches over: sums and products of places stay far from
    /// the ends of 32 bits.</summary>
    public const int MostCells = 1 << 29;

    /// <summary>A window of one tap that goes everywhere: an axis that is not looked along.</summary>
    public static Window One { get; } = new(1);

    /// <summary>Cells from the first tap to the last.</summary>
    public int Reach => (Size - 1) * Dilation + 1;

    /// <summary>Refuses a window that reaches too far, before anything is computed with it.</summary>
    /// <exception cref="ShapeException">It does.</exception>
    public Window Reaching()
    {
        long reach = (Size - 1L) * Dilation + 1;
        return reach <= MostCells
            ? this
            : throw new ShapeException(
                $"A window of {Size} with dilation {Dilation} would reach over {reach:N0} cells; the most is {MostCells:N0}. "
                + "Use a smaller window or dilation.");
    }

    /// <summary>Refuses a window that cannot move along an axis of so many elements.</summary>
    /// <exception cref="ShapeException">The cells are too many to be counted.</exception>
    public void Check(int elements)
    {
        _ = Reaching();
        long cells = Math.Max(0, (elements - 1L) * Spread + 1) + Math.Max(0L, Before) + Math.Max(0L, After);
        if (cells > MostCells || Stride > MostCells || Spread > MostCells)
        {
            throw new ShapeException(
                $"A window {this} along {elements:N0} elements would go over {cells:N0} cells in steps of {Math.Max(Stride, Spread):N0}; the most is "
                + $"{MostCells:N0}. Use smaller padding or strides.");
        }
    }

    /// <summary>Positions along an axis of this many elements: ⌊(n' + before + after − reach)/stride⌋ + 1, where n' counts the zeros in between.</summary>
    public int Positions(int elements)
    {
        if (elements == 0) { return 0; }
        int room = Spanned(elements) + Before + After - Reach;
        return room < 0 ? 0 : room / Stride + 1;
    }

    /// <summary>The element under a tap at a position; −1 if there is a zero.</summary>
    public int Element(int position, int tap, int elements)
    {
        int cell = position * Stride + tap * Dilation - Before;
        return cell >= 0 && cell % Spread == 0 && cell / Spread < elements ? cell / Spread : -1;
    }

    /// <summary>How many taps stand on an element at a position.</summary>
    public int Elements(int position, int elements)
    {
        if (Spread == 1)
        {
            // The first tap at or behind element 0, and the first behind the last element.
            int first = Before - position * Stride, end = elements + first;
            return Math.Clamp(Ceiling(end, Dilation), 0, Size) - Math.Clamp(Ceiling(first, Dilation), 0, Size);
        }

        int count = 0;
        for (int tap = 0; tap < Size; tap++) { count += Element(position, tap, elements) >= 0 ? 1 : 0; }
        return count;
    }

    /// <summary>The window that walks back: from <see cref="Positions"/> to elements, with taps in opposite order.</summary>
    public Window Backward(int elements)
    {
        int before = Reach - 1 - Before;
        int needed = (elements - 1) * Spread + Reach - ((Positions(elements) - 1) * Stride + 1) - before;
        return new(Size, Spread, Dilation, before, needed, Stride);
    }

    /// <summary>"3", "3/2" with a stride, "3/2 d2 p1+1" with dilation and padding.</summary>
    public override string ToString() =>
        $"{Size}{(Stride > 1 ? $"/{Stride}" : "")}{(Dilation > 1 ? $" d{Dilation}" : "")}{(Before != 0 || After != 0 ? $" p{Before}+{After}" : "")}"
        + $"{(Spread > 1 ? $" s{Spread}" : "")}";

    private int Spanned(int elements) => (elements - 1) * Spread + 1;

    private static int Ceiling(int number, int divisor) => number <= 0 ? 0 : (number - 1) / divisor + 1;
}
