using System.Text;

namespace Hebb.Formats.Hdf5;

/// <summary>
/// Builds HDF5 files of the kind Keras writes: superblock 0, object headers 1, symbol tables, contiguous data. The large arrays
/// stay where they are; the file is a list of parts of memory.
/// </summary>
internal sealed class Hdf5Writer
{
    private readonly PartList _parts = new();
    private readonly TextHeap _texts = new();

    private Hdf5Writer() { }

    /// <summary>The parts of the file, in order.</summary>
    /// <exception cref="ArgumentException">The tree cannot be held by the format; the message says which part.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Build(Hdf5Group root)
    {
        Hdf5Writer writer = new();
        Block superblock = new();
        superblock.Skip(TextHeap.FirstAddress);
        writer._parts.Add(superblock);
        writer.AddTexts(root);
        writer._texts.WriteTo(writer._parts);
        Entry entry = writer.WriteGroup(root, "");
        writer.WriteSuperblock(superblock, entry);
        return writer._parts.ToList();
    }

    private void WriteSuperblock(Block block, Entry root)
    {
        block.Rewind();
        block.Bytes(Superblock.Signature);
        block.Bytes([0, 0, 0, 0, 0, 8, 8, 0]);
        block.U16(SymbolTable.LeafHalf);
        block.U16(SymbolTable.NodeHalf);
        block.U32(0);
        block.U64(0);
        block.U64(Hdf5Image.Undefined);
        block.U64((ulong)_parts.Length);
        block.U64(Hdf5Image.Undefined);
        root.WriteTo(block, 0);
    }

    // The texts come first in the file, so that the references to them are known when the attributes are written.
    private void AddTexts(Hdf5Group group)
    {
        AddTexts(group.Attributes);
        foreach (Hdf5Dataset dataset in group.Datasets.Values)
        {
            _texts.Add(dataset.Values);
            AddTexts(dataset.Attributes);
        }

        foreach (Hdf5Group child in group.Groups.Values) { AddTexts(child); }
    }

    private void AddTexts(OrderedDictionary<string, StoredArray> attributes)
    {
        foreach (StoredArray value in attributes.Values) { _texts.Add(value); }
    }

    private Entry WriteGroup(Hdf5Group group, string path)
    {
        Dictionary<string, Entry> children = [];
        foreach ((string name, Hdf5Group child) in group.Groups) { Add(children, path, name, WriteGroup(child, $"{path}/{name}")); }
        foreach ((string name, Hdf5Dataset dataset) in group.Datasets) { Add(children, path, name, WriteDataset(dataset, $"{path}/{name}")); }
        (long tree, long heap) = SymbolTable.Write(_parts, children);

        Block link = new();
        link.U64((ulong)tree);
        link.U64((ulong)heap);
        long address = WriteHeader([(MessageType.SymbolTable, link), .. Attributes(group.Attributes, path)]);
        return new(address, tree, heap);
    }

    private static void Add(Dictionary<string, Entry> children, string path, string name, Entry entry)
    {
        if (name is "" or "." || name.Contains('/') || name.Contains('\0') || !children.TryAdd(name, entry))
        {
            throw new ArgumentException(
                $"'{name}' in group '{path}/' is empty, contains a slash or a zero, or is used twice; give every child a name of its own.");
        }
    }

    private Entry WriteDataset(Hdf5Dataset dataset, string path)
    {
        StoredArray values = dataset.Values;
        ReadOnlyMemory<byte> data = Encode(values);
        long address = data.IsEmpty ? -1 : _parts.Add(data);

        Block fill = new();
        fill.Bytes([2, 2, 2, 1, 0, 0, 0, 0]);
        Block layout = new();
        layout.Bytes([3, 1]);
        layout.U64((ulong)address);
        layout.U64((ulong)data.Length);
        return new(WriteHeader(
        [
            (MessageType.Dataspace, DataspaceWriter.Write(values.Shape)),
            (MessageType.Datatype, DatatypeWriter.Write(values)),
            (MessageType.Fill, fill),
            (MessageType.Layout, layout),
            .. Attributes(dataset.Attributes, path),
        ]));
    }

    private ReadOnlyMemory<byte> Encode(StoredArray values)
    {
        if (values.Type != ElementType.Text) { return values.Bytes(); }
        if (values.FixedLength == 0) { return _texts.References(values); }
        Block block = new();
        foreach (string text in values.ReadStrings())
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            block.Bytes(bytes);
            block.Skip(values.FixedLength - bytes.Length);
        }

        return block.Memory;
    }

    private List<(MessageType Type, Block Body)> Attributes(OrderedDictionary<string, StoredArray> attributes, string path)
    {
        List<(MessageType Type, Block Body)> messages = [];
        foreach ((string name, StoredArray value) in attributes)
        {
            byte[] nameBytes = Encoding.UTF8.GetBytes(name + '\0');
            Block type = DatatypeWriter.Write(value);
            Block shape = DataspaceWriter.Write(value.Shape);
            Block body = new();
            body.Bytes([1, 0]);
            body.U16(nameBytes.Length);
            body.U16(type.Length);
            body.U16(shape.Length);
            foreach (ReadOnlyMemory<byte> field in new[] { nameBytes, type.Memory, shape.Memory })
            {
                body.Bytes(field.Span);
                body.Align();
            }

            ReadOnlyMemory<byte> data = Encode(value);
            if (body.Length + data.Length > 64512)
            {
                throw new ArgumentException(
                    $"Attribute '{name}' of '{path}' takes {data.Length} bytes; HDF5 holds at most 64512. "
                    + $"Split it into several, as Keras does: {name}0, {name}1 and so on.");
            }

            body.Bytes(data.Span);
            messages.Add((MessageType.Attribute, body));
        }

        return messages;
    }

    private long WriteHeader(List<(MessageType Type, Block Body)> messages)
    {
        Block content = new();
        foreach ((MessageType type, Block body) in messages)
        {
            body.Align();
            content.U16((int)type);
            content.U16(body.Length);
            content.U32(0);
            content.Bytes(body.Memory.Span);
        }

        Block header = new();
        header.Bytes([1, 0]);
        header.U16(messages.Count);
        header.U32(1);
        header.U32((uint)content.Length);
        header.U32(0);
        header.Bytes(content.Memory.Span);
        return _parts.Add(header);
    }
}
