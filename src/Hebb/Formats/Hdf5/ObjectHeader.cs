namespace Hebb.Formats.Hdf5;

/// <summary>The kinds of messages that are understood; the others describe things that reading does not need.</summary>
internal enum MessageType
{
    /// <summary>The shape.</summary>
    Dataspace = 0x01,

    /// <summary>Where the links of a newer group lie.</summary>
    LinkInfo = 0x02,

    /// <summary>The element type.</summary>
    Datatype = 0x03,

    /// <summary>What elements hold that were never written.</summary>
    Fill = 0x05,

    /// <summary>A child of a newer group.</summary>
    Link = 0x06,

    /// <summary>Data in other files.</summary>
    ExternalFiles = 0x07,

    /// <summary>Where the data lie.</summary>
    Layout = 0x08,

    /// <summary>How chunks are compressed.</summary>
    Filters = 0x0B,

    /// <summary>An attribute.</summary>
    Attribute = 0x0C,

    /// <summary>More messages elsewhere.</summary>
    Continuation = 0x10,

    /// <summary>Where the children of an older group lie.</summary>
    SymbolTable = 0x11,

    /// <summary>Where many attributes of an object lie.</summary>
    AttributeInfo = 0x15,
}

/// <summary>One message of an object header.</summary>
internal readonly record struct Message(MessageType Type, Cursor Body);

/// <summary>Object headers: lists of messages that describe a group or a dataset.</summary>
internal static class ObjectHeader
{
    private const int SharedFlag = 2;

    /// <summary>The messages of the header at an address, versions 1 and 2, with all continuations.</summary>
    public static IEnumerable<Message> Read(Hdf5Image image, ulong address) =>
        image.At(address).Peek(4).SequenceEqual("OHDR"u8) ? ReadVersion2(image, address) : ReadVersion1(image, address);

    private static IEnumerable<Message> ReadVersion1(Hdf5Image image, ulong address)
    {
        Cursor cursor = image.At(address);
        int version = cursor.U8();
        if (version != 1) { throw cursor.Error($"object header version {version}", "version 1, or 2 with its signature OHDR"); }
        cursor.Skip(1);
        int count = cursor.U16();
        cursor.Skip(4);
        uint length = cursor.U32();
        cursor.Skip(4);
        image.Spend(16);

        Queue<Cursor> blocks = new([cursor.Part(length)]);
        while (count > 0 && blocks.TryDequeue(out Cursor block))
        {
            while (count > 0 && block.Left >= 8)
            {
                count--;
                int type = block.U16();
                int size = block.U16();
                int flags = block.U8();
                block.Skip(3);
                Message message = Take(type, size, flags, ref block);
                if (message.Type == MessageType.Continuation) { blocks.Enqueue(Continue(message.Body)); }
                else { yield return message; }
            }
        }
    }

    private static IEnumerable<Message> ReadVersion2(Hdf5Image image, ulong address)
    {
        Cursor cursor = image.At(address);
        cursor.Skip(4);
        int version = cursor.U8();
        if (version != 2) { throw cursor.Error($"object header version {version} behind OHDR", "version 2"); }
        int headerFlags = cursor.U8();
        if ((headerFlags & 0x20) != 0) { cursor.Skip(16); }
        if ((headerFlags & 0x10) != 0) { cursor.Skip(4); }
        ulong length = cursor.Unsigned(1 << (headerFlags & 3));
        if (length > (ulong)cursor.Left) { throw cursor.Error($"an object header of {length} bytes", $"at most {cursor.Left} bytes"); }
        bool ordered = (headerFlags & 4) != 0;

        Queue<Cursor> blocks = new([cursor.Part((long)length)]);
        while (blocks.TryDequeue(out Cursor block))
        {
            while (block.Left >= (ordered ? 6 : 4))
            {
                int type = block.U8();
                int size = block.U16();
                int flags = block.U8();
                if (ordered) { block.Skip(2); }
                Message message = Take(type, size, flags, ref block);
                if (message.Type != MessageType.Continuation)
                {
                    yield return message;
                    continue;
                }

                Cursor next = Continue(message.Body);
                next.Expect("OCHK"u8);
                blocks.Enqueue(next.Part(Math.Max(next.Left - 4, 0)));
            }
        }
    }

    private static Message Take(int type, int size, int flags, ref Cursor block)
    {
        block.Image.Spend(size + 4);
        Message message = new((MessageType)type, block.Part(size));
        bool needed = message.Type is MessageType.Dataspace or MessageType.Datatype or MessageType.Layout or MessageType.Filters or MessageType.Attribute;
        return (flags & SharedFlag) != 0 && needed
            ? throw message.Body.Error($"a shared {message.Type} message", "messages within their object header; save the file with h5py or Keras")
            : message;
    }

    private static Cursor Continue(Cursor body)
    {
        ulong address = body.U64();
        ulong length = body.U64();
        Cursor block = body.Image.At(address, length);
        body.Image.Visit(address);
        return block;
    }
}
