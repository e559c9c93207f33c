namespace Hebb.Formats.Hdf5;

/// <summary>A child of a group: its name and the address of its object header.</summary>
internal readonly record struct Link(string Name, ulong Address);

/// <summary>The children of a group, whichever way it keeps them.</summary>
internal static class Links
{
    private const int MaxLevel = 16;

    /// <summary>The children, in the order of the file; by creation where the file tracks it.</summary>
    public static IEnumerable<Link> Read(List<Message> messages)
    {
        List<(ulong Order, Link Link)> compact = [];
        foreach (Message message in messages)
        {
            Cursor body = message.Body;
            switch (message.Type)
            {
                case MessageType.SymbolTable:
                    ulong tree = body.U64();
                    foreach (Link link in ReadTree(body.Image, tree, ReadHeap(body.Image, body.U64()), null)) { yield return link; }
                    break;
                case MessageType.LinkInfo:
                    RefuseDense(body);
                    break;
                case MessageType.Link:
                    compact.Add(ReadLink(body));
                    break;
            }
        }

        foreach ((_, Link link) in compact.OrderBy(entry => entry.Order)) { yield return link; }
    }

    private static void RefuseDense(Cursor body)
    {
        body.Skip(1);
        if ((body.U8() & 1) != 0) { body.Skip(8); }
        if (body.U64() != Hdf5Image.Undefined)
        {
            throw body.Error("links in a fractal heap", "links in the object header or a symbol table; save with track_order=False and libver='earliest'");
        }
    }

    private static (ulong Order, Link Link) ReadLink(Cursor body)
    {
        int version = body.U8();
        if (version != 1) { throw body.Error($"link version {version}", "version 1"); }
        int flags = body.U8();
        int kind = (flags & 8) != 0 ? body.U8() : 0;
        ulong order = (flags & 4) != 0 ? body.U64() : 0;
        if ((flags & 16) != 0) { body.Skip(1); }
        ulong length = body.Unsigned(1 << (flags & 3));
        if (length > (ulong)body.Left) { throw body.Error($"a name of {length} bytes", $"at most {body.Left} bytes"); }
        string name = body.Text((int)length);
        return kind == 0
            ? (order, new(Named(name, body), body.U64()))
            : throw Refuse(kind == 1 ? "soft" : kind == 64 ? "external" : $"user-defined ({kind})", name, body);
    }

    private static Cursor ReadHeap(Hdf5Image image, ulong address)
    {
        Cursor heap = image.Enter(address, "HEAP"u8);
        int version = heap.U8();
        if (version != 0) { throw heap.Error($"local heap version {version}", "version 0"); }
        heap.Skip(3);
        ulong length = heap.U64();
        heap.Skip(8);
        image.Spend(32);
        return image.At(heap.U64(), length);
    }

    private static IEnumerable<Link> ReadTree(Hdf5Image image, ulong address, Cursor heap, int? expectedLevel)
    {
        Cursor node = image.Enter(address, "TREE"u8);
        int type = node.U8();
        int level = node.U8();
        int count = node.U16();
        if (type != 0 || level > MaxLevel || level != (expectedLevel ?? level))
        {
            throw node.Error($"a B-tree node of type {type} and level {level}", $"type 0 and level {expectedLevel?.ToString() ?? $"0 to {MaxLevel}"}");
        }

        node.Skip(16 + 8);
        image.Spend(24 + (16L * count));
        for (int i = 0; i < count; i++)
        {
            ulong child = node.U64();
            node.Skip(8);
            foreach (Link link in level > 0 ? ReadTree(image, child, heap, level - 1) : ReadSymbols(image, child, heap)) { yield return link; }
        }
    }

    private static IEnumerable<Link> ReadSymbols(Hdf5Image image, ulong address, Cursor heap)
    {
        Cursor node = image.Enter(address, "SNOD"u8);
        int version = node.U8();
        if (version != 1) { throw node.Error($"symbol node version {version}", "version 1"); }
        node.Skip(1);
        int count = node.U16();
        for (int i = 0; i < count; i++)
        {
            image.Spend(40);
            ulong nameAt = node.U64();
            ulong target = node.U64();
            uint kind = node.U32();
            node.Skip(4 + 16);
            if (nameAt > (ulong)heap.Left) { throw node.Error($"a name at {nameAt} of its heap", $"at most {heap.Left}"); }
            Cursor nameCursor = heap;
            nameCursor.Skip((long)nameAt);
            string name = nameCursor.ZeroTerminated();
            yield return kind < 2 ? new(Named(name, node), target) : throw Refuse("soft", name, node);
        }
    }

    private static string Named(string name, Cursor at) => name is "" or "." || name.Contains('/')
        ? throw at.Error($"a child named '{name}'", "a name without slashes")
        : name;

    private static FileFormatException Refuse(string kind, string name, Cursor at) =>
        at.Error($"the {kind} link '{name}'", "objects of the file itself: links to other places are not followed");
}
