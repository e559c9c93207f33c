using Hebb.Tensors;

namespace Hebb.Formats.Hdf5;

/// <summary>Reads groups and datasets, from the root downwards.</summary>
internal sealed class TreeReader(Hdf5Image image)
{
    private const int MaxDepth = 64;

    private readonly GlobalHeap _heap = new(image);
    private readonly Dictionary<ulong, Hdf5Dataset> _datasets = [];

    /// <summary>Reads the root group and all below it.</summary>
    public Hdf5Group ReadRoot(ulong address)
    {
        Hdf5Group root = new();
        List<Message> messages = [.. ObjectHeader.Read(image, address)];
        if (Has(messages, MessageType.Layout)) { throw image.At(address).Error("a dataset", "the root group"); }
        ReadGroup(root, address, messages, 0);
        return root;
    }

    private void ReadGroup(Hdf5Group group, ulong address, List<Message> messages, int depth)
    {
        image.Visit(address);
        if (depth > MaxDepth) { throw image.At(address).Error($"groups nested {depth} deep", $"at most {MaxDepth}"); }
        ReadAttributes(group.Attributes, messages);
        foreach (Link link in Links.Read(messages))
        {
            if (group.Groups.ContainsKey(link.Name) || group.Datasets.ContainsKey(link.Name))
            {
                throw image.At(link.Address).Error($"two children named '{link.Name}'", "names used once");
            }

            ReadChild(group, link, depth);
        }
    }

    private void ReadChild(Hdf5Group parent, Link link, int depth)
    {
        if (_datasets.TryGetValue(link.Address, out Hdf5Dataset? known))
        {
            parent.Datasets.Add(link.Name, known);
            return;
        }

        List<Message> messages = [.. ObjectHeader.Read(image, link.Address)];
        if (Has(messages, MessageType.Layout) || Has(messages, MessageType.ExternalFiles))
        {
            Hdf5Dataset dataset = ReadDataset(messages, link);
            _datasets.Add(link.Address, dataset);
            parent.Datasets.Add(link.Name, dataset);
        }
        else if (Has(messages, MessageType.Datatype))
        {
            throw image.At(link.Address).Error($"the named datatype '{link.Name}'", "groups and datasets");
        }
        else
        {
            Hdf5Group group = new();
            parent.Groups.Add(link.Name, group);
            ReadGroup(group, link.Address, messages, depth + 1);
        }
    }

    private Hdf5Dataset ReadDataset(List<Message> messages, Link link)
    {
        if (Has(messages, MessageType.ExternalFiles))
        {
            throw image.At(link.Address).Error($"dataset '{link.Name}' in external files", "data within the file: model files never read other files");
        }

        Shape shape = Dataspace.Read(Body(messages, MessageType.Dataspace, link));
        Cursor typeBody = Body(messages, MessageType.Datatype, link);
        Datatype type = Datatype.Read(ref typeBody);
        Cursor layout = Body(messages, MessageType.Layout, link);
        Cursor? filters = Has(messages, MessageType.Filters) ? Body(messages, MessageType.Filters, link) : null;
        Hdf5Dataset dataset = new(type.Array(shape, _heap, Layout.Read(layout, filters, shape, type.Size, link.Name)));
        ReadAttributes(dataset.Attributes, messages);
        return dataset;
    }

    private void ReadAttributes(OrderedDictionary<string, StoredArray> attributes, List<Message> messages)
    {
        foreach (Message message in messages)
        {
            Cursor body = message.Body;
            if (message.Type == MessageType.AttributeInfo)
            {
                body.Skip(1);
                int flags = body.U8();
                if ((flags & 1) != 0) { body.Skip(2); }
                if (body.U64() != Hdf5Image.Undefined)
                {
                    throw body.Error("attributes in a fractal heap", "attributes in the object header; save with track_order=False");
                }
            }
            else if (message.Type == MessageType.Attribute)
            {
                (string name, StoredArray value) = ReadAttribute(body);
                if (!attributes.TryAdd(name, value)) { throw body.Error($"two attributes named '{name}'", "names used once"); }
            }
        }
    }

    private (string Name, StoredArray Value) ReadAttribute(Cursor body)
    {
        int version = body.U8();
        if (version is < 1 or > 3) { throw body.Error($"attribute version {version}", "version 1 to 3"); }
        if (body.U8() != 0 && version > 1) { throw body.Error("an attribute of a shared type", "a type of its own"); }
        int nameLength = body.U16();
        int typeLength = body.U16();
        int shapeLength = body.U16();
        if (version == 3) { body.Skip(1); }

        Cursor namePart = Field(ref body, nameLength, version);
        string name = namePart.Text(nameLength);
        Cursor typePart = Field(ref body, typeLength, version);
        Datatype type = Datatype.Read(ref typePart);
        Shape shape = Dataspace.Read(Field(ref body, shapeLength, version));
        long length = Count(shape, type.Size, body);
        ReadOnlyMemory<byte> value = body.Take(length);
        return (name, type.Array(shape, _heap, () => value));
    }

    private static Cursor Field(ref Cursor body, int length, int version)
    {
        Cursor field = body.Part(length);
        if (version == 1) { body.Pad(length); }
        return field;
    }

    private static long Count(Shape shape, int size, Cursor at)
    {
        long count = shape.Contains(0) ? 0 : shape.Size;
        return count <= int.MaxValue / size ? count * size : throw at.Error($"an attribute of {count} elements", "one that its message can hold");
    }

    private static bool Has(List<Message> messages, MessageType type) => messages.Exists(message => message.Type == type);

    private Cursor Body(List<Message> messages, MessageType type, Link link) => Has(messages, type)
        ? messages.Find(message => message.Type == type).Body
        : throw image.At(link.Address).Error($"dataset '{link.Name}' without {type}", "a shape, a type and a layout");
}
