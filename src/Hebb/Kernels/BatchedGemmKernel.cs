
namespace Hebb.Kernels;

/// <summary>One product for each of a batch of matrices: each packs its right operand into scratch and runs as a small product of its own.</summary>
internal sealed unsafe class BatchedGemmKernel : Kernel
{
    private readonly int _batch, _m, _n, _k;
    private readonly Ref _a, _b, _c;
    private readonly bool _transposeA, _transposeB;

    /// <summary>A batch of products of m × k by k × n.</summary>
    public BatchedGemmKernel(int batch, int m, int n, int k, Ref a, Ref b, Ref c, bool transposeA, bool transposeB)
    {
        (_batch, _m, _n, _k, _a, _b, _c, _transposeA, _transposeB) = (batch, m, n, k, a, b, c, transposeA, transposeB);
        Parts = 2.0 * batch * m * n * k < 1e6 ? 1 : batch;
        ScratchBytes = (long)k * Panels.Width * sizeof(float) + (long)m * Panels.Width * sizeof(float);
    }

    /// <inheritdoc/>
    public override string Name => $"gemm {_batch} times {_m}x{_n}x{_k}{(_transposeA ? " tA" : "")}{(_transposeB ? " tB" : "")}";

    /// <inheritdoc/>
    public override double Flops => 2.0 * _batch * _m * _n * _k;

    /// <inheritdoc/>
    public override double Bytes => 4.0 * _batch * ((double)_m * _k + (double)_k * _n + (double)_m * _n);

    /// <inheritdoc/>
    public override void Run(Frame frame, int part, int worker)
    {
        (int first, int end) = Parts == 1 ? (0, _batch) : (part, part + 1);
        float* panel = frame.Scratch(worker), product = panel + (nint)_k * Panels.Width;
        for (int i = first; i < end; i++)
        {
            float* a = frame.Floats(_a) + (nint)i * _m * _k, b = frame.Floats(_b) + (nint)i * _k * _n, c = frame.Floats(_c) + (nint)i * _m * _n;
            for (int column = 0; column < _n; column += Panels.Width)
            {
                int columns = Math.Min(Panels.Width, _n - column);
                if (_transposeB) { Panels.Transpose(b + (nint)column * _k, _k, _k, columns, panel, Panels.Width); }
                else { Panels.CopyColumns(b + column, _n, _k, columns, panel); }
                Multiply(a, panel, product);
                for (int row = 0; row < _m; row++)
                {
                    Buffer.MemoryCopy(product + (nint)row * Panels.Width, c + (nint)row * _n + column, columns * sizeof(float), columns * sizeof(float));
                }
            }
        }
    }

    private void Multiply(float* a, float* panel, float* product)
    {
        nint rowA = _transposeA ? 1 : _k, stepA = _transposeA ? _m : 1;
        for (int row = 0; row < _m; row += Panels.Height)
        {
            int height = Math.Min(Panels.Height, _m - row);
            GemmKernel.Strip(height, _k, a + row * rowA, rowA, stepA, panel, Panels.Width, product + (nint)row * Panels.Width, Panels.Width, accumulate: false);
        }
    }
}
