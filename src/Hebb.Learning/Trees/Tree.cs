namespace Hebb.Learning.Trees;

/// <summary>
/// A tree as flat arrays: nodes, of which the first is the root and children stand behind their parent; and sets of categories, one bit each.
/// </summary>
internal sealed class Tree(TreeNode[] nodes, ulong[] sets)
{
    public ReadOnlySpan<TreeNode> Nodes => nodes;

    public ReadOnlySpan<ulong> Sets => sets;

    /// <summary>The number of 64-bit words for a set of categories.</summary>
    public static int WordsOf(int categories) => (categories + 63) / 64;

    /// <summary>The same tree with answers multiplied by a factor.</summary>
    public Tree Times(double factor) => new([.. nodes.Select(node => node.IsLeaf ? node with { Value = node.Value * factor } : node)], sets);

    /// <summary>What the tree adds to the score of a row: a number for each column, codes of categories too, NaN where missing.</summary>
    public double Answer(ReadOnlySpan<double> row)
    {
        for (int at = 0; ;)
        {
            ref readonly TreeNode node = ref nodes[at];
            if (node.IsLeaf) { return node.Value; }
            double x = row[node.Column];
            bool isLeft = node.Set >= 0 ? x >= 0 && x < node.Value ? (sets[node.Set + ((int)x >> 6)] >> (int)x & 1) != 0 : node.MissingLeft
                : double.IsNaN(x) ? node.MissingLeft
                : x <= node.Value;
            at = isLeft ? node.Left : node.Left + 1;
        }
    }
}
