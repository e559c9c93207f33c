using System.Text;

namespace Hebb.Formats.Hdf5;

/// <summary>What a symbol table notes about a child: where its header lies and, for a group, its own table.</summary>
internal readonly record struct Entry(long Address, long Tree = -1, long Heap = -1)
{
    /// <summary>Writes the 40 bytes of the entry.</summary>
    public void WriteTo(Block block, int nameAt)
    {
        block.U64((ulong)nameAt);
        block.U64((ulong)Address);
        block.U32(Tree < 0 ? 0u : 1u);
        block.U32(0);
        block.U64(Tree < 0 ? 0 : (ulong)Tree);
        block.U64(Tree < 0 ? 0 : (ulong)Heap);
    }
}

/// <summary>Writes the children of a group: a heap of names, nodes of eight symbols and a B-tree above them.</summary>
internal static class SymbolTable
{
    /// <summary>Half the symbols a node holds, as HDF5 counts.</summary>
    public const int LeafHalf = 4;

    /// <summary>Half the children a node of the B-tree holds.</summary>
    public const int NodeHalf = 16;

    private const int MinHeap = 88;

    /// <summary>Writes the table and returns the addresses of the tree and of the heap.</summary>
    public static (long Tree, long Heap) Write(PartList parts, Dictionary<string, Entry> children)
    {
        (byte[] Name, Entry Entry)[] sorted = [.. children.Select(child => (Encoding.UTF8.GetBytes(child.Key), child.Value))];
        Array.Sort(sorted, (left, right) => left.Name.AsSpan().SequenceCompareTo(right.Name));

        Block names = new();
        names.Skip(8);
        int[] nameAt = new int[sorted.Length];
        for (int i = 0; i < sorted.Length; i++)
        {
            nameAt[i] = names.Length;
            names.Bytes(sorted[i].Name);
            names.Skip(1);
            names.Align();
        }

        names.Skip(Math.Max(0, MinHeap - names.Length));
        long heap = WriteHeap(parts, names);

        // Every node is known by its address and by the name that ends it.
        List<(long Address, int Last)> nodes = [];
        for (int first = 0; first < sorted.Length; first += 2 * LeafHalf)
        {
            int count = Math.Min(2 * LeafHalf, sorted.Length - first);
            Block node = new();
            node.Bytes("SNOD"u8);
            node.Bytes([1, 0]);
            node.U16(count);
            for (int i = first; i < first + count; i++) { sorted[i].Entry.WriteTo(node, nameAt[i]); }
            node.Skip(40 * ((2 * LeafHalf) - count));
            nodes.Add((parts.Add(node), nameAt[first + count - 1]));
        }

        int level = 0;
        do { nodes = WriteLevel(parts, nodes, level++); } while (nodes.Count > 1);
        return (nodes[0].Address, heap);
    }

    private static long WriteHeap(PartList parts, Block names)
    {
        Block head = new();
        head.Bytes("HEAP"u8);
        head.U32(0);
        head.U64((ulong)names.Length);
        head.U64(1);
        head.U64((ulong)parts.Length + 32);
        long address = parts.Add(head);
        parts.Add(names);
        return address;
    }

    private static List<(long Address, int Last)> WriteLevel(PartList parts, List<(long Address, int Last)> children, int level)
    {
        const int Fan = 2 * NodeHalf;
        const int NodeSize = 24 + (8 * Fan) + (8 * (Fan + 1));
        int count = Math.Max(1, (children.Count + Fan - 1) / Fan);
        long start = parts.Length;
        List<(long Address, int Last)> nodes = [];
        for (int n = 0; n < count; n++)
        {
            int first = n * Fan;
            int held = Math.Min(Fan, children.Count - first);
            Block node = new();
            node.Bytes("TREE"u8);
            node.Bytes([0, (byte)level]);
            node.U16(held);
            node.U64(n == 0 ? Hdf5Image.Undefined : (ulong)(start + ((n - 1L) * NodeSize)));
            node.U64(n == count - 1 ? Hdf5Image.Undefined : (ulong)(start + ((n + 1L) * NodeSize)));
            node.U64(first == 0 ? 0 : (ulong)children[first - 1].Last);
            foreach ((long address, int last) in children.GetRange(first, held))
            {
                node.U64((ulong)address);
                node.U64((ulong)last);
            }

            node.Skip(NodeSize - node.Length);
            nodes.Add((parts.Add(node), held == 0 ? 0 : children[first + held - 1].Last));
        }

        return nodes;
    }
}
