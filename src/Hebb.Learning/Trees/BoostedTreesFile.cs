using Hebb.Formats;

namespace Hebb.Learning.Trees;

/// <summary>
/// Trees as named arrays, which docs/maintainers/decisions/0027-boosted-trees.md lists. What is read is checked as a whole before it is used.
/// </summary>
internal static class BoostedTreesFile
{
    private const int Version = 1;

    /// <summary>What is written.</summary>
    public static Dictionary<string, StoredArray> Arrays(BoostedTrees model)
    {
        TreeNode[] nodes = [.. model.Trees.SelectMany(tree => tree.Nodes.ToArray())];
        Dictionary<string, StoredArray> arrays = [];
        Put("format", new long[] { Version, model.Classes });
        Put("base", model.Base);
        Put("categories", model.CategoryCounts.ToArray());
        Put("nodes", Array.ConvertAll(model.Trees, tree => tree.Nodes.Length));
        Put("words", Array.ConvertAll(model.Trees, tree => tree.Sets.Length));
        Put("column", Array.ConvertAll(nodes, node => node.Column));
        Put("left", Array.ConvertAll(nodes, node => node.Left));
        Put("value", Array.ConvertAll(nodes, node => node.Value));
        Put("missing_left", Array.ConvertAll(nodes, node => node.MissingLeft));
        Put("set", Array.ConvertAll(nodes, node => node.Set));
        Put("gain", Array.ConvertAll(nodes, node => node.Gain));
        Put("sets", model.Trees.SelectMany(tree => tree.Sets.ToArray()).Select(word => (long)word).ToArray());
        return arrays;

        void Put<T>(string name, T[] values) where T : unmanaged => arrays[name] = StoredArray.Of([values.Length], values);
    }

    /// <summary>Reads what was written.</summary>
    /// <param name="arrays">The arrays of a file.</param>
    /// <param name="file">What errors call it.</param>
    /// <exception cref="FileFormatException">Something is missing, or not as it is written.</exception>
    public static BoostedTrees Read(IReadOnlyDictionary<string, StoredArray> arrays, string file)
    {
        long[] format = Get("format", array => array.ReadLongs());
        if (format is not [Version, >= 0 and not 1 and <= int.MaxValue])
        {
            throw Error($"format [{string.Join(", ", format)}]", $"[{Version}, number of classes]");
        }

        double[] baseScores = Get("base", array => array.ReadDoubles()), values = Get("value", array => array.ReadDoubles());
        double[] gains = Get("gain", array => array.ReadDoubles());
        int[] categories = Ints("categories"), counts = Ints("nodes"), words = Ints("words"), columns = Ints("column"), lefts = Ints("left");
        int[] sets = Ints("set");
        bool[] missing = Get("missing_left", array => array.ReadBools());
        ulong[] bits = Array.ConvertAll(Get("sets", array => array.ReadLongs()), word => (ulong)word);
        int outputs = format[1] > 2 ? (int)format[1] : 1;
        bool fits = baseScores.Length == outputs && categories.Length > 0 && categories.All(count => count is >= 0 and <= TreeColumn.MostCategories)
            && counts.Length % outputs == 0 && words.Length == counts.Length
            && counts.All(count => count > 0) && words.All(count => count >= 0)
            && counts.Sum(count => (long)count) == columns.Length && words.Sum(count => (long)count) == bits.Length
            && new[] { lefts.Length, values.Length, missing.Length, sets.Length, gains.Length }.All(length => length == columns.Length);
        if (!fits) { throw Error("arrays whose lengths do not fit together", "those that were written together"); }
        if (!baseScores.Concat(values).Concat(gains).All(double.IsFinite)) { throw Error("a number that is not finite", "finite numbers"); }
        Tree[] trees = new Tree[counts.Length];
        int firstNode = 0, firstWord = 0;
        for (int t = 0; t < trees.Length; t++)
        {
            TreeNode[] nodes =
                [.. Enumerable.Range(firstNode, counts[t]).Select(n => new TreeNode(columns[n], lefts[n], values[n], missing[n], sets[n], gains[n]))];
            if (!IsTree(nodes, words[t], categories)) { throw Error($"tree {t} with a node that leads nowhere or back", "children behind their parent"); }
            trees[t] = new(nodes, bits[firstWord..(firstWord + words[t])]);
            (firstNode, firstWord) = (firstNode + counts[t], firstWord + words[t]);
        }

        return new((int)format[1], baseScores, categories, trees);

        int[] Ints(string name) => Get(name, array => array.ReadInts());
        T[] Get<T>(string name, Func<StoredArray, T[]> read) => arrays.TryGetValue(name, out StoredArray? array) && array.Shape.Rank == 1
            ? read(array)
            : throw Error($"no list '{name}'", "the arrays of boosted trees");
        FileFormatException Error(string found, string expected) => new($"{file}: found {found}; expected {expected}.");
    }

    /// <summary>Whether each node but the first is the child of exactly one earlier node, and all that nodes name exists.</summary>
    private static bool IsTree(TreeNode[] nodes, int words, int[] categories)
    {
        bool[] isChild = new bool[nodes.Length];
        for (int n = 0; n < nodes.Length; n++)
        {
            TreeNode node = nodes[n];
            if (n > 0 && !isChild[n]) { return false; }
            if (node.IsLeaf) { continue; }
            if (node.Column >= categories.Length || node.Left <= n || node.Left >= nodes.Length - 1 || isChild[node.Left] || isChild[node.Left + 1])
            {
                return false;
            }

            (isChild[node.Left], isChild[node.Left + 1]) = (true, true);
            int count = categories[node.Column];
            bool isSound = count == 0 ? node.Set < 0 : node.Value == count && node.Set >= 0 && (long)node.Set + Tree.WordsOf(count) <= words;
            if (!isSound) { return false; }
        }

        return true;
    }
}
