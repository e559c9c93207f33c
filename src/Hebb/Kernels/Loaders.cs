using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hebb.Kernels;

/// <summary>How a loop reads an operand within a row.</summary>
internal unsafe interface ILoader
{
    /// <summary>What is read once a row.</summary>
    static abstract Vector512<float> Row(float* row);

    /// <summary>Sixteen elements from a column on.</summary>
    static abstract Vector512<float> Load(float* row, nint column, Vector512<float> once);

    /// <summary>The last elements of a row, fewer than sixteen.</summary>
    static abstract Vector512<float> LoadTail(float* row, nint column, int count, Vector512<float> once);
}

/// <summary>Element after element.</summary>
internal readonly unsafe struct Walk : ILoader
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Row(float* row) => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* row, nint column, Vector512<float> once) => Vector512.Load(row + column);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadTail(float* row, nint column, int count, Vector512<float> once) => PartialVector.Load(row + column, count);
}

/// <summary>The row's one element for all columns.</summary>
internal readonly unsafe struct Splat : ILoader
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Row(float* row) => Vector512.Create(*row);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* row, nint column, Vector512<float> once) => once;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadTail(float* row, nint column, int count, Vector512<float> once) => once;
}
