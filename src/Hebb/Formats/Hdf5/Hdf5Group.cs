namespace Hebb.Formats.Hdf5;

/// <summary>A group of an HDF5 file: named groups, datasets and attributes, in the order of the file.</summary>
internal sealed class Hdf5Group
{
    /// <summary>Groups within this one.</summary>
    public OrderedDictionary<string, Hdf5Group> Groups { get; } = [];

    /// <summary>Datasets within this group.</summary>
    public OrderedDictionary<string, Hdf5Dataset> Datasets { get; } = [];

    /// <summary>Attributes of this group.</summary>
    public OrderedDictionary<string, StoredArray> Attributes { get; } = [];

    /// <summary>The group at a path such as <c>layers/dense/vars</c> below this one, or null.</summary>
    public Hdf5Group? FindGroup(string path)
    {
        Hdf5Group? group = this;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            group = group?.Groups.GetValueOrDefault(name);
        }

        return group;
    }

    /// <summary>The dataset at a path such as <c>layers/dense/vars/0</c> below this group, or null.</summary>
    public Hdf5Dataset? FindDataset(string path)
    {
        (string folder, string name) = Split(path);
        return FindGroup(folder)?.Datasets.GetValueOrDefault(name);
    }

    /// <summary>The group at a path below this one; what is missing of it is created.</summary>
    public Hdf5Group AddGroup(string path)
    {
        Hdf5Group group = this;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!group.Groups.TryGetValue(name, out Hdf5Group? child)) { group.Groups.Add(name, child = new()); }
            group = child;
        }

        return group;
    }

    /// <summary>A new dataset at a path below this group; missing groups on the way are created.</summary>
    public Hdf5Dataset AddDataset(string path, StoredArray values)
    {
        (string folder, string name) = Split(path);
        Hdf5Dataset dataset = new(values);
        AddGroup(folder).Datasets.Add(name, dataset);
        return dataset;
    }

    private static (string Folder, string Name) Split(string path)
    {
        int slash = path.LastIndexOf('/');
        return (path[..Math.Max(slash, 0)], path[(slash + 1)..]);
    }
}
