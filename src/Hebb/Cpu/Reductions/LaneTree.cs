using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hebb.Cpu.Reductions;

/// <summary>The fixed order in which 16 lanes become one number: lane i with i + 8, then i + 4, i + 2, i + 1.</summary>
internal static class LaneTree
{
    /// <summary>The sum of all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> lanes)
    {
        Vector256<float> eight = lanes.GetLower() + lanes.GetUpper();
        Vector128<float> four = eight.GetLower() + eight.GetUpper();
        four += Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return four.ToScalar() + four.GetElement(1);
    }

    /// <summary>The product of all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Product(Vector512<float> lanes)
    {
        Vector256<float> eight = lanes.GetLower() * lanes.GetUpper();
        Vector128<float> four = eight.GetLower() * eight.GetUpper();
        four *= Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return four.ToScalar() * four.GetElement(1);
    }
}
