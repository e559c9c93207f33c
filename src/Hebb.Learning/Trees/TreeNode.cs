namespace Hebb.Learning.Trees;

/// <summary>A node of a tree.</summary>
/// <param name="Column">The column that is asked; −1 for a leaf.</param>
/// <param name="Left">The left child; the right one follows it.</param>
/// <param name="Value">A leaf's answer; the largest number that goes left; the number of categories.</param>
/// <param name="MissingLeft">Whether missing and unknown values go left.</param>
/// <param name="Set">The first word of the categories that go left; −1 where numbers are compared.</param>
/// <param name="Gain">What the split was worth in training.</param>
internal readonly record struct TreeNode(int Column, int Left, double Value, bool MissingLeft, int Set, double Gain)
{
    /// <summary>A node that answers.</summary>
    public static TreeNode Leaf(double value) => new(-1, 0, value, false, -1, 0);

    /// <summary>Whether it answers.</summary>
    public bool IsLeaf => Column < 0;
}
