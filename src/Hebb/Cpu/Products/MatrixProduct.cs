using Hebb.Cpu.Chains;
using Hebb.Cpu.Running;

namespace Hebb.Cpu.Products;

/// <summary>What a <see cref="GemmKernel"/> computes: C = A·B of float matrices, or a batch of such products.</summary>
internal sealed record MatrixProduct
{
    /// <summary>Rows of A and C.</summary>
    public required int Rows { get; init; }

    /// <summary>Columns of B and C.</summary>
    public required int Columns { get; init; }

    /// <summary>Columns of A and rows of B: the products summed up in an element of C.</summary>
    public required int Depth { get; init; }

    /// <summary>Where A is.</summary>
    public required Ref A { get; init; }

    /// <summary>Elements from one stored row of A to the next.</summary>
    public required int ARowStride { get; init; }

    /// <summary>Whether B is a single column: then the product is computed by rows of A.</summary>
    public bool IsColumn => Columns == 1;

    /// <summary>Whether A is stored transposed: <see cref="Depth"/> rows of <see cref="Rows"/> elements.</summary>
    public bool ATransposed { get; init; }

    /// <summary>Elements from one matrix A of a batch to the next; 0 if all products share it.</summary>
    public long ABatchStride { get; init; }

    /// <summary>Where B is. Up to 124 bytes behind its last row are read (never used): storages have this slack.</summary>
    public required Ref B { get; init; }

    /// <summary>Elements from one row of B to the next; of no meaning if B is packed.</summary>
    public int BRowStride { get; init; }

    /// <summary>Whether B is in the form that <see cref="PackKernel"/> writes.</summary>
    public bool BPacked { get; init; }

    /// <summary>Elements from one matrix B of a batch to the next; 0 if all products share it.</summary>
    public long BBatchStride { get; init; }

    /// <summary>Where C goes; null if only the epilogue needs it.</summary>
    public Ref? C { get; init; }

    /// <summary>Elements from one row of C to the next.</summary>
    public int CRowStride { get; init; }

    /// <summary>Elements from one matrix C of a batch to the next.</summary>
    public long CBatchStride { get; init; }

    /// <summary>The number of products.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>What is done with the rows of the product while they are in cache.</summary>
    public Epilogue? Epilogue { get; init; }
}
