namespace Hebb.Cpu.Movement;

/// <summary>
/// Where the values of A lie that a tile goes through: in runs, each a jump behind the one before. It lets a product read the patches of an array where they
/// are.
/// </summary>
/// <param name="first">Values until the first jump.</param>
/// <param name="length">Values from one jump to the next.</param>
/// <param name="jumps">What is added to the place behind each run to get to the next; as many as there are jumps.</param>
internal readonly unsafe struct Runs(int first, int length, nint* jumps)
{
    /// <summary>Values until the first jump.</summary>
    public readonly int First = first;

    /// <summary>Values from one jump to the next.</summary>
    public readonly int Length = length;

    /// <summary>What is added behind each run.</summary>
    public readonly nint* Jumps = jumps;
}
