using System.Diagnostics.CodeAnalysis;

namespace Hebb.Cpu.Vectors;

/// <summary>What a matrix product needs of a vector register type, so that one text of the kernel serves all widths.</summary>
/// <typeparam name="TVector">The register type.</typeparam>
internal unsafe interface ILanes<TVector> where TVector : unmanaged
{
    /// <summary>Floats in a register.</summary>
    static abstract int Count { get; }

    /// <summary>Rows of a register tile: with two vectors a row, the accumulators must fit into the registers.</summary>
    static abstract int TileRows { get; }

    /// <summary>Reads a vector.</summary>
    static abstract TVector Load(float* from);

    /// <summary>Reads one number into all lanes.</summary>
    static abstract TVector Broadcast(float* from);

    /// <summary>Writes a vector.</summary>
    static abstract void Store(float* to, TVector value);

    /// <summary>Writes only the first lanes and touches nothing behind them.</summary>
    static abstract void StoreFirst(float* to, TVector value, int count);

    /// <summary>x · y + z with one rounding.</summary>
    static abstract TVector MultiplyAdd(TVector x, TVector y, TVector z);

    /// <summary>x + y.</summary>
    static abstract TVector Add(TVector x, TVector y);
}

/// <summary>A number known when code is generated: branches on it cost nothing and their dead sides vanish.</summary>
[SuppressMessage("Design", "CA1040", Justification = "Has a static member.")]
internal interface INumber
{
    /// <summary>The number.</summary>
    static abstract int Value { get; }
}
