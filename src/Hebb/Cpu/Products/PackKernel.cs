using System.Runtime.CompilerServices;
using Hebb.Cpu.Movement;
using Hebb.Cpu.Running;

namespace Hebb.Cpu.Products;

/// <summary>Brings a matrix (or a batch) into the panel form that products read fastest: see <see cref="Panel"/>.</summary>
internal sealed unsafe class PackKernel : Kernel
{
    private const double PartElements = 32e3;
    private readonly int _panelsPerPart;

    /// <summary>A kernel for a rows × columns matrix.</summary>
    public PackKernel(int rows, int columns, int batch = 1)
    {
        (Rows, Columns, Batch) = (rows, columns, batch);
        int panels = Panel.Count(columns) * batch;
        int parts = (int)Math.Clamp((double)Panel.Size(rows, columns) * batch / PartElements, 1, 32);
        _panelsPerPart = Math.Max(1, (panels + parts - 1) / parts);
        Parts = Math.Max(1, (panels + _panelsPerPart - 1) / _panelsPerPart);
    }

    /// <summary>Rows of the matrix: K of the product.</summary>
    public int Rows { get; }

    /// <summary>Columns of the matrix: N of the product.</summary>
    public int Columns { get; }

    /// <summary>The number of matrices; the packed ones follow each other, <see cref="Panel.Size"/> floats each.</summary>
    public int Batch { get; }

    /// <summary>Where the matrix is.</summary>
    public required Ref From { get; init; }

    /// <summary>Elements from one stored row to the next.</summary>
    public required int RowStride { get; init; }

    /// <summary>Elements from one matrix of a batch to the next.</summary>
    public long BatchStride { get; init; }

    /// <summary>Whether the matrix is stored transposed: <see cref="Columns"/> rows of <see cref="Rows"/> elements.</summary>
    public bool Transposed { get; init; }

    /// <summary>Where the packed form goes.</summary>
    public required Ref To { get; init; }

    /// <inheritdoc/>
    public override string Name => $"pack {(Batch == 1 ? "" : $"{Batch} × ")}{Rows}x{Columns}{(Transposed ? " transposed" : "")}";

    /// <inheritdoc/>
    public override double Bytes => 4.0 * Batch * (((double)Rows * Columns) + Panel.Size(Rows, Columns));

    /// <inheritdoc/>
    public override void Run(Frame frame, int part, int worker)
    {
        int perMatrix = Panel.Count(Columns);
        int last = Math.Min((part + 1) * _panelsPerPart, perMatrix * Batch);
        for (int i = part * _panelsPerPart; i < last; i++)
        {
            (int batch, int panel) = Math.DivRem(i, perMatrix);
            float* to = frame.Floats(To) + ((long)i * Rows * Panel.Columns);
            float* from = frame.Floats(From) + (batch * BatchStride);
            int first = panel * Panel.Columns, columns = Math.Min(Panel.Columns, Columns - first);
            if (columns < Panel.Columns) { new Span<float>(to, Rows * Panel.Columns).Clear(); }
            if (Transposed) { Transposition.Floats(from + ((long)first * RowStride), RowStride, to, Panel.Columns, columns, Rows); }
            else { Copy(from + first, to, columns); }
        }
    }

    private void Copy(float* from, float* to, int columns)
    {
        uint bytes = (uint)columns * sizeof(float);
        for (int row = 0; row < Rows; row++, from += RowStride, to += Panel.Columns)
        {
            if (columns == Panel.Columns) { Unsafe.CopyBlockUnaligned(to, from, Panel.Columns * sizeof(float)); }
            else { Unsafe.CopyBlockUnaligned(to, from, bytes); }
        }
    }
}
