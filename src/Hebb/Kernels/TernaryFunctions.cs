using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hebb.Kernels;

/// <summary>The functions of three operands.</summary>
internal static class TernaryFunctions
{
    /// <summary>b where the mask a is set, c elsewhere.</summary>
    public readonly struct Select : ITernary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> a, Vector512<float> b, Vector512<float> c) =>
            Vector512.ConditionalSelect(a, b, c);
    }

    /// <summary>a · b + c, rounded once.</summary>
    public readonly struct MultiplyAdd : ITernary
    {
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Of(Vector512<float> a, Vector512<float> b, Vector512<float> c) =>
            Vector512.FusedMultiplyAdd(a, b, c);
    }
}
